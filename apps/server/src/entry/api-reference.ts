import { ENDPOINTS, type Endpoint, ERRORS } from '@fintrack/contract';
import { z } from 'zod';
import type { ApiDocument } from '../platform/http/index.ts';

/** The reference page of the API: one HTML document that loads nothing, made from the contract. */
export function referencePage(): ApiDocument {
  return {
    text: PAGE,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-cache',
      'Content-Security-Policy':
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
    },
  };
}

const STYLE = `
:root{color-scheme:light dark;--ink:light-dark(#16181d,#eceef2);--muted:light-dark(#5b6270,#a3abba);--line:light-dark(#e4e7ec,#2a2e37);
--surface:light-dark(#fff,#14161a);--sunken:light-dark(#f6f7f9,#0f1114);--accent:light-dark(#1f5fe0,#7aa5ff)}
*{box-sizing:border-box}body{margin:0;font:14px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--surface)}
.page{display:grid;grid-template-columns:232px minmax(0,1fr);max-width:1280px;margin:auto}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:24px 16px;border-right:1px solid var(--line)}
nav a{display:block;color:var(--ink);text-decoration:none;padding:2px 0}nav a:hover{color:var(--accent)}nav h2{margin:16px 0 4px}
main{padding:24px}h1{font-size:28px;font-weight:600}h2{font-size:20px;font-weight:600;margin:32px 0 8px}nav h2{font-size:13px;color:var(--muted)}
details{border:1px solid var(--line);border-radius:6px;margin:8px 0}summary{padding:8px 12px;cursor:pointer}details>div{padding:0 12px 12px}
code,pre{font:13px ui-monospace,monospace}pre{background:var(--sunken);padding:12px;border-radius:6px;overflow:auto;max-height:420px}
.method{display:inline-block;width:64px;font-weight:600;color:var(--accent)}.muted{color:var(--muted)}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:6px 8px;border-bottom:1px solid var(--line);vertical-align:top}
a{color:var(--accent)}@media(max-width:767px){.page{display:block}nav{position:static;height:auto;border:0}}`;

const TAGS = [...new Set(ENDPOINTS.map((endpoint) => endpoint.tag))];

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>FinTrack API</title><style>${STYLE}</style></head><body><div class="page"><nav aria-label="Endpoints">${TAGS.map(renderMenu).join('')}
<h2>More</h2><a href="#errors">Errors</a><a href="/api/v1/openapi.json">openapi.json</a></nav><main><h1>FinTrack API</h1>
<p>All paths are below <code>/api/v1</code>; <code>/api</code> is the same. Send <code>Authorization: Bearer &lt;access token&gt;</code>,
JSON bodies, amounts as decimal text. Answers are <code>{"success": true, "data": …}</code>, refusals carry a code, a text and an error id.
Every POST takes an <code>Idempotency-Key</code>; a PUT names the version it changes with <code>If-Match</code>.</p>
${TAGS.map(renderTag).join('')}${renderErrors()}</main></div></body></html>`;

function renderMenu(tag: string): string {
  const links = ENDPOINTS.filter((endpoint) => endpoint.tag === tag).map(
    (endpoint) => `<a href="#${endpoint.id}">${escapeHtml(endpoint.id)}</a>`,
  );
  return `<h2>${escapeHtml(tag)}</h2>${links.join('')}`;
}

function renderTag(tag: string): string {
  return `<h2>${escapeHtml(tag)}</h2>${ENDPOINTS.filter((endpoint) => endpoint.tag === tag)
    .map(renderEndpoint)
    .join('')}`;
}

function renderEndpoint(endpoint: Endpoint): string {
  const { params, query, body, form, data } = endpoint;
  const parts: (readonly [string, z.ZodType | undefined, 'input' | 'output'])[] = [
    ['Path', params, 'input'],
    ['Query', query, 'input'],
    ['Body', body, 'input'],
    ['Form (with one file)', form, 'input'],
    [`Data of ${endpoint.status}`, data, 'output'],
  ];
  const schemas = parts.flatMap(([title, schema, io]) => (schema ? [renderSchema(title, schema, io)] : []));
  const aliases = (endpoint.aliases ?? []).map((path) => `<code>${escapeHtml(path)}</code>`).join(', ');
  return `<details id="${endpoint.id}"><summary><span class="method">${endpoint.method.toUpperCase()}</span>
<code>${escapeHtml(endpoint.path)}</code> <span class="muted">${escapeHtml(endpoint.summary)}</span></summary><div>
<p>${escapeHtml(endpoint.description ?? '')}</p><p class="muted">Access: ${endpoint.access}${aliases ? `. Also at ${aliases}` : ''}</p>${schemas.join('')}</div></details>`;
}

function renderSchema(title: string, schema: z.ZodType, io: 'input' | 'output'): string {
  const shape = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' });
  const { $schema: _, ...rest } = shape;
  return `<p><strong>${title}</strong></p><pre tabindex="0">${escapeHtml(JSON.stringify(rest, null, 2))}</pre>`;
}

function renderErrors(): string {
  const rows = Object.entries(ERRORS).map(
    ([code, { status, title }]) =>
      `<tr><td><code>${code}</code></td><td>${status}</td><td>${escapeHtml(title)}</td></tr>`,
  );
  return `<h2 id="errors">Errors</h2><table><thead><tr><th>code</th><th>status</th><th>meaning</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
