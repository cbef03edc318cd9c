import {
  acceptRuleProposal,
  applyRules,
  checkRules,
  createRule,
  deleteRule,
  dismissRuleProposal,
  getRule,
  getRuleRun,
  listRuleProposals,
  listRules,
  orderRules,
  previewRule,
  updateRule,
} from '@fintrack/contract';
import { type Route, route } from '../../platform/http/index.ts';
import * as preview from './service.preview.ts';
import * as proposals from './service.proposals.ts';
import { getRun, startRun } from './service.run.ts';
import * as service from './service.ts';

export const ruleRoutes: readonly Route[] = [
  route(listRules, ({ read }) => read(async (tx) => ({ data: await service.listRules(tx) }))),
  route(createRule, ({ write, body }) =>
    write({ summary: `Added the rule "${body.name}"` }, async (tx) => {
      const rule = await service.addRule(tx, body);
      return { data: rule, version: rule.version };
    }),
  ),
  // Before the paths with an id, which would take these words for one.
  route(checkRules, ({ read }) => read(async (tx) => ({ data: await preview.checkRules(tx) }))),
  route(previewRule, ({ read, body }) => read(async (tx) => ({ data: await preview.previewRule(tx, body) }))),
  route(orderRules, ({ write, body }) =>
    write({ summary: 'Changed the order of the rules' }, async (tx) => ({
      data: await service.reorderRules(tx, body),
    })),
  ),
  route(applyRules, ({ services, context, read, write, body }) =>
    startRun({ services, context, read, write }, body),
  ),
  route(getRuleRun, ({ read, params }) => read(async (tx) => ({ data: await getRun(tx, params.runId) }))),
  route(listRuleProposals, ({ read }) => read(async (tx) => ({ data: await proposals.listProposals(tx) }))),
  route(acceptRuleProposal, ({ write, params }) =>
    write({ summary: 'Made a proposed rule' }, async (tx) => {
      const rule = await proposals.acceptProposal(tx, params.proposalId);
      return { data: rule, version: rule.version };
    }),
  ),
  route(dismissRuleProposal, ({ write, params }) =>
    write({ summary: 'Turned a proposed rule down' }, async (tx) => {
      await proposals.dismissProposal(tx, params.proposalId);
      return { data: { changeSetId: tx.changeSetId } };
    }),
  ),
  route(getRule, ({ read, params }) =>
    read(async (tx) => {
      const rule = await service.getRule(tx, params.ruleId);
      return { data: rule, version: rule.version };
    }),
  ),
  route(updateRule, ({ write, params, body: { version: _, ...changes }, expectedVersion }) => {
    const update = { id: params.ruleId, version: expectedVersion(), changes };
    return write({ summary: 'Changed a rule' }, async (tx) => {
      const rule = await service.changeRule(tx, update);
      return { data: rule, version: rule.version };
    });
  }),
  route(deleteRule, ({ write, params }) =>
    write({ summary: 'Deleted a rule' }, async (tx) => {
      await service.removeRule(tx, params.ruleId);
      return { data: { changeSetId: tx.changeSetId } };
    }),
  ),
];
