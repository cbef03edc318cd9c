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
  updateRule,
} from '@fintrack/contract';
import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { serverApi } from '@/lib/api/server-api.ts';
import { type FormState, formProblem, optionalTextOf, runForm, textOf } from '@/lib/form-action.ts';
import { loadNames } from './load-rules.ts';
import { moveId } from './move-id.ts';
import { fieldsOf, readRule } from './read-rule-form.ts';

/** Adds the rule of a form, or changes the one that it names. */
export async function saveRule(_before: FormState, form: FormData): Promise<FormState> {
  const api = await serverApi();
  const names = await loadNames();
  const ruleId = optionalTextOf(form, 'id');
  const fields = fieldsOf((name) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : null;
  });
  return runForm(form, async () => {
    const isFixed = ruleId !== undefined && fields.condition === null;
    const fixed = isFixed ? (await api.call(getRule, { params: { ruleId } })).data.condition : null;
    const read = readRule(fields, { names, fixed });
    if (!read.ok) return formProblem(form, { [read.path]: read.message });
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
    return done(changeSetId);
  });
}

export async function dismissProposal(_before: FormState, form: FormData): Promise<FormState> {
  return runForm(form, async () => {
    const api = await serverApi();
    const { data } = await api.call(dismissRuleProposal, {
      params: { proposalId: textOf(form, 'proposalId') },
    });
    return done(data.changeSetId);
  });
}

function done(changeSetId: string | null): never {
  refresh();
  redirect(changeSetId === null ? '/rules' : `/rules?changed=${changeSetId}`);
}
