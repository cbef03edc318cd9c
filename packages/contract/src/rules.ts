import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { date, id, instant, name, version } from './fields.ts';
import { ruleAction, ruleActions, ruleCondition } from './rule-parts.ts';
import { summariseTransactions, transaction } from './transactions.ts';

export { ruleTest } from './rule-parts.ts';

export const rule = z
  .object({
    id,
    name: z.string(),
    condition: ruleCondition,
    actions: z.array(ruleAction),
    isActive: z.boolean(),
    position: z.int().meta({ description: 'From 1; rules run in this order.' }),
    missing: z
      .array(z.enum(['category', 'account']))
      .meta({ description: 'What an action names and is not there any more: that action does nothing.' }),
    version: z.int(),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Rule' });
export type RuleWire = z.infer<typeof rule>;

const ruleFields = z.object({
  name,
  condition: ruleCondition,
  actions: ruleActions,
  isActive: z.boolean(),
});
const params = z.object({ ruleId: id });

export const listRules = endpoint({
  id: 'listRules',
  method: 'get',
  path: '/rules',
  tag: 'Rules',
  summary: 'All rules in their order',
  access: 'member',
  data: z.array(rule),
  status: 200,
});

export const getRule = endpoint({
  id: 'getRule',
  method: 'get',
  path: '/rules/{ruleId}',
  tag: 'Rules',
  summary: 'One rule',
  access: 'member',
  params,
  data: rule,
  status: 200,
  versioned: true,
});

export const createRule = endpoint({
  id: 'createRule',
  method: 'post',
  path: '/rules',
  tag: 'Rules',
  summary: 'Add a rule at the end of the order, or at a place',
  access: 'write',
  body: ruleFields.partial({ isActive: true }).extend({ position: z.int().min(1).max(10_000).optional() }),
  data: rule,
  status: 201,
  versioned: true,
});

export const updateRule = endpoint({
  id: 'updateRule',
  method: 'put',
  path: '/rules/{ruleId}',
  tag: 'Rules',
  summary: 'Change a rule; what is left out stays. Rows that it set before stay as they are',
  access: 'write',
  params,
  body: ruleFields.partial().extend({ version: version.optional() }),
  data: rule,
  status: 200,
  versioned: true,
});

export const deleteRule = endpoint({
  id: 'deleteRule',
  method: 'delete',
  path: '/rules/{ruleId}',
  tag: 'Rules',
  summary: 'Delete a rule; rows that it set stay as they are',
  access: 'write',
  params,
  data: z.object({ changeSetId: id }),
  status: 200,
});

export const orderRules = endpoint({
  id: 'orderRules',
  method: 'put',
  path: '/rules/order',
  tag: 'Rules',
  summary: 'Put the rules in another order',
  access: 'write',
  body: z.object({
    ruleIds: z.array(id).min(1).max(1000).meta({ description: 'Every rule once, first to last.' }),
  }),
  data: z.array(rule),
  status: 200,
});

export const ruleField = z.enum(['category', 'payee', 'notes', 'tags']);

const ruleMark = z.object({ ruleId: id, name: z.string(), version: z.int() });

/** What rules make of a row; a field that they leave alone is not named. */
export const ruleEffect = z
  .object({
    categoryId: id.nullable().optional(),
    categoryName: z.string().nullable().optional(),
    splits: z
      .array(z.object({ amount: z.string(), categoryId: id.nullable(), categoryName: z.string().nullable() }))
      .optional(),
    transferAccountId: id.optional(),
    transferAccountName: z.string().optional(),
    payeeName: z.string().optional(),
    notes: z.string().optional(),
    tags: z.array(z.string()).optional(),
    isSkipped: z.boolean().optional(),
    by: z.partialRecord(z.enum([...ruleField.options, 'skip']), ruleMark),
  })
  .meta({ id: 'RuleEffect' });
export type RuleEffect = z.infer<typeof ruleEffect>;

export const rulePreviewRow = z.object({
  transaction,
  after: ruleEffect.meta({ description: 'What would be different; empty when the row is so already.' }),
  kept: z.array(ruleField).meta({ description: 'What a person set, and therefore stays.' }),
});

export const ruleReport = z
  .object({
    ruleId: id.nullable().meta({ description: 'null: the rule that is not saved yet.' }),
    name: z.string(),
    matches: z.int(),
    effective: z.int().meta({ description: 'Rows of which something is as this rule wants it.' }),
    problem: z.enum(['dead', 'shadowed']).nullable().meta({
      description: 'dead: no row meets it. shadowed: others stop before it or overwrite it always.',
    }),
    shadowedBy: z.array(z.object({ ruleId: id.nullable(), name: z.string() })),
    conflicts: z.array(
      z.object({
        ruleId: id.nullable(),
        name: z.string(),
        field: ruleField,
        rows: z.int(),
        isWinner: z.boolean().meta({ description: 'This rule stands later, so it has its way.' }),
      }),
    ),
  })
  .meta({ id: 'RuleReport' });
export type RuleReportWire = z.infer<typeof ruleReport>;

const lookedAt = {
  rows: z.int().meta({ description: 'Rows that were looked at, newest first.' }),
  isWhole: z
    .boolean()
    .meta({ description: 'They are all that there are; otherwise the counts are theirs alone.' }),
};

export const rulePreview = z
  .object({
    ...lookedAt,
    matches: z.int(),
    changes: z
      .int()
      .meta({ description: 'Matching rows that would be different if it was applied to them.' }),
    report: ruleReport,
    others: z
      .array(ruleReport)
      .meta({ description: 'Other rules that would be shadowed once this one is there.' }),
    examples: z.array(rulePreviewRow).meta({ description: 'The newest 50 matching rows.' }),
  })
  .meta({ id: 'RulePreview' });
export type RulePreview = z.infer<typeof rulePreview>;

export const previewRule = endpoint({
  id: 'previewRule',
  method: 'post',
  path: '/rules/preview',
  tag: 'Rules',
  summary: 'What a rule would do among the others, before it is saved',
  description:
    'Runs all active rules with this one in its place over the newest 20,000 rows. Nothing is written.',
  access: 'member',
  body: ruleFields.partial({ name: true, isActive: true }).extend({
    ruleId: id.optional().meta({ description: 'The rule that is being changed.' }),
    position: z.int().min(1).max(10_000).optional(),
  }),
  data: rulePreview,
  status: 200,
});

export const checkRules = endpoint({
  id: 'checkRules',
  method: 'get',
  path: '/rules/check',
  tag: 'Rules',
  summary: 'What became of every active rule over the newest rows: dead, shadowed and conflicting ones',
  access: 'member',
  data: z.object({ ...lookedAt, reports: z.array(ruleReport) }),
  status: 200,
});

export const ruleRun = z
  .object({
    id,
    status: z.enum(['running', 'done', 'failed']),
    rows: z.int().meta({ description: 'Rows that were looked at so far.' }),
    total: z.int().meta({ description: 'Rows that there are to look at.' }),
    changed: z.int(),
    kept: z.int().meta({ description: 'Rows of which something stayed because a person set it.' }),
    refused: z.int().meta({ description: 'Rows that cannot be changed so, such as reconciled ones.' }),
    error: z.string().nullable(),
    changeSetId: id.nullable().meta({ description: 'What Undo reverts; null when nothing changed.' }),
    createdAt: instant,
  })
  .meta({ id: 'RuleRun' });
export type RuleRun = z.infer<typeof ruleRun>;

export const applyRules = endpoint({
  id: 'applyRules',
  method: 'post',
  path: '/rules/apply',
  tag: 'Rules',
  summary: 'Apply rules to rows that are there, as one change that can be undone',
  description:
    'Up to 20,000 rows while the caller waits; more in the background, with rule_progress events. What a person set stays unless overwrite says otherwise.',
  access: 'write',
  body: z.object({
    ruleIds: z
      .array(id)
      .min(1)
      .max(1000)
      .optional()
      .meta({ description: 'These alone, in the order of the list; all active ones when left out.' }),
    filter: summariseTransactions.query
      .optional()
      .meta({ description: "Which rows: the list's own query parameters. All when left out." }),
    overwrite: z.boolean().default(false).meta({ description: 'Also changes what a person set.' }),
  }),
  data: ruleRun,
  status: 202,
});

export const getRuleRun = endpoint({
  id: 'getRuleRun',
  method: 'get',
  path: '/rules/runs/{runId}',
  tag: 'Rules',
  summary: 'How far applying rules has come',
  access: 'member',
  params: z.object({ runId: id }),
  data: ruleRun,
  status: 200,
});

export const ruleProposal = z
  .object({
    id: z.string().meta({ description: 'Stays the same as long as the proposal is the same.' }),
    field: z.enum(['payee', 'rawText']),
    value: z.string(),
    categoryId: id,
    categoryName: z.string(),
    rows: z.int().meta({ description: 'Rows that were corrected so.' }),
    examples: z
      .array(z.object({ transactionId: id, date, description: z.string() }))
      .meta({ description: 'The newest three of them.' }),
    condition: ruleCondition,
    actions: z.array(ruleAction),
  })
  .meta({ id: 'RuleProposal' });
export type RuleProposalWire = z.infer<typeof ruleProposal>;

export const listRuleProposals = endpoint({
  id: 'listRuleProposals',
  method: 'get',
  path: '/rules/proposals',
  tag: 'Rules',
  summary: 'Rules that would have spared three equal corrections',
  access: 'member',
  data: z.array(ruleProposal),
  status: 200,
});

const proposalParams = z.object({ proposalId: z.string().regex(/^[\w-]{22}$/) });

export const acceptRuleProposal = endpoint({
  id: 'acceptRuleProposal',
  method: 'post',
  path: '/rules/proposals/{proposalId}/accept',
  tag: 'Rules',
  summary: 'Make the proposed rule',
  access: 'write',
  params: proposalParams,
  data: rule,
  status: 201,
  versioned: true,
});

export const dismissRuleProposal = endpoint({
  id: 'dismissRuleProposal',
  method: 'post',
  path: '/rules/proposals/{proposalId}/dismiss',
  tag: 'Rules',
  summary: 'Never propose this rule again',
  access: 'write',
  params: proposalParams,
  data: z.object({ changeSetId: id }),
  status: 200,
});
