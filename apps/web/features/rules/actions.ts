'use server';

import {
  acceptRuleProposal,
  applyRules,
  createRule,
  deleteRule,
  dismissRuleProposal,
  getRule,
  listRules,
  orderRules,
  previewRule,
  updateRule,
} from '@fintrack/contract';
import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { serverApi } from '@/lib/api/server-api.ts';
import { type FormState, formProblem, optionalTextOf, runForm, textOf } from '@/lib/form-action.ts';
import { loadNames } from './load-rules.ts';
import { moveId } from './move-id.ts';
import { fieldsOf, type RuleFormReading, readRule } from './read-rule-form.ts';
import { previewed } from './rule-form-state.ts';

/** Adds the rule of a form, or changes the one that it names; or only says what it would do. */
export async function saveRule(_before: FormState, form: FormData): Promise<FormState> {
  const api = await serverApi();
  const ruleId = optionalTextOf(form, 'id');
  return runForm(form, async () => {
    const read = await readForm(form, ruleId);
    if (!read.ok) return formProblem(form, { [read.path]: read.message });
    if (form.has('trial')) {
      const { condition, actions } = read.rule;
      const body = { condition, actions, ...(ruleId === undefined ? {} : { ruleId }) };
      return previewed(form, { preview: (await api.call(previewRule, { body })).data });
    }
    if (ruleId === undefined) {
      return done((await api.call(createRule, { body: read.rule })).changeSetId);
    }
    const { changeSetId } = await api.call(updateRule, {
      params: { ruleId },
      body: { ...read.rule, version: textOf(form, 'version') },
    });
    return done(changeSetId);
  });
}

async function readForm(form: FormData, ruleId: string | undefined): Promise<RuleFormReading> {
  const names = await loadNames();
  const fields = fieldsOf((name) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : null;
  });
  if (ruleId === undefined || fields.condition !== null) return readRule(fields, { names, fixed: null });
  const api = await serverApi();
  const { data } = await api.call(getRule, { params: { ruleId } });
  return readRule(fields, { names, fixed: data.condition });
}

export async function removeRule(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const { data } = await api.call(deleteRule, { params: { ruleId: textOf(form, 'id') } });
    return done(data.changeSetId);
  });
}

/** Switches a rule on or off. */
export async function switchRule(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const { changeSetId } = await api.call(updateRule, {
      params: { ruleId: textOf(form, 'id') },
      body: { isActive: textOf(form, 'isActive') === 'true', version: textOf(form, 'version') },
    });
    return done(changeSetId);
  });
}

/** Puts a rule in another place: `to` counts from 1. */
export async function moveRule(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const { data: rules } = await api.call(listRules, {});
    const ids = rules.map(({ id }) => id);
    const ruleIds = moveId(ids, textOf(form, 'id'), Number(textOf(form, 'to')));
    if (ruleIds.join() === ids.join()) return { ok: true };
    const { changeSetId } = await api.call(orderRules, { body: { ruleIds } });
    return done(changeSetId);
  });
}

/** Applies all rules, or the one that is named, to the rows that are there. */
export async function applyToRows(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const ruleId = optionalTextOf(form, 'id');
    const { data } = await api.call(applyRules, {
      body: { ...(ruleId === undefined ? {} : { ruleIds: [ruleId] }), overwrite: form.has('overwrite') },
    });
    refresh();
    redirect(`/rules?run=${data.id}`);
  });
}

export async function acceptProposal(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const { changeSetId } = await api.call(acceptRuleProposal, {
      params: { proposalId: textOf(form, 'proposalId') },
    });
    return done(changeSetId, pageOf(form));
  });
}

export async function dismissProposal(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const { data } = await api.call(dismissRuleProposal, {
      params: { proposalId: textOf(form, 'proposalId') },
    });
    return done(data.changeSetId, pageOf(form));
  });
}

/** Where a proposal was answered. */
function pageOf(form: FormData): '/rules' | '/dashboard' {
  return textOf(form, 'from') === 'dashboard' ? '/dashboard' : '/rules';
}

function done(changeSetId: string | null, page: '/rules' | '/dashboard' = '/rules'): never {
  refresh();
  redirect(changeSetId === null ? page : `${page}?changed=${changeSetId}`);
}
