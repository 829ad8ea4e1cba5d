import { h, fill, refusal, toast } from './dom.js';
import { app, api } from './api.js';

// For this tab only, and gone with it.
const kept = name => sessionStorage.getItem(`portal-${name}`) ?? '';
const keep = (name, value) => value ? sessionStorage.setItem(`portal-${name}`, value) : sessionStorage.removeItem(`portal-${name}`);

export const credentials = () => ({ token: kept('token'), key: kept('key') });

/** The name of the header that carries the API key. */
export const keyHeader = () => Object.values(api.components?.securitySchemes ?? {}).find(scheme => scheme.type === 'apiKey' && scheme.in === 'header')?.name ?? 'x-api-key';

/** Headers that say who asks. */
export function signed() {
  const { token, key } = credentials();
  return { ...(token && { authorization: `Bearer ${token}` }), ...(key && { [keyHeader()]: key }) };
}

const allScopes = () => [...new Set(Object.values(api.paths).flatMap(item => Object.values(item)).flatMap(operation => operation.security ?? []).flatMap(way => way.bearer ?? []))].sort();

/** Asks for a token and a key; in local development, one click makes a token. */
export function askForCredentials(changed) {
  const { token, key } = credentials();
  const tokenBox = h('textarea', { id: 'token', class: 'mono', rows: '4', spellcheck: 'false', autocomplete: 'off', value: token });
  const keyBox = h('input', { id: 'key', class: 'mono', autocomplete: 'off', spellcheck: 'false', value: key });
  const scopes = h('input', { id: 'scopes', class: 'mono', autocomplete: 'off', spellcheck: 'false', value: allScopes().join(' ') });
  const faults = h('div', {});
  const dialog = h('dialog', { 'aria-labelledby': 'sign-in-title', onclose: () => {
    if (dialog.returnValue === 'use') {
      keep('token', tokenBox.value.trim().replace(/^bearer\s+/i, ''));
      keep('key', keyBox.value.trim());
      changed();
    }
    dialog.remove();
  } },
  h('form', { method: 'dialog' },
    h('h2', { id: 'sign-in-title' }, 'Who asks'),
    h('div', { class: 'field' }, h('label', { for: 'token' }, 'Bearer token'), tokenBox, h('small', {}, 'Kept in this tab until it is closed.')),
    app.tokens ? h('div', { class: 'field' },
      h('label', { for: 'scopes' }, 'Scopes of a development token'),
      h('div', { class: 'filter' }, scopes, h('button', { type: 'button', onclick: make }, 'Make one'))) : null,
    h('div', { class: 'field' }, h('label', { for: 'key' }, 'API key'), keyBox),
    faults,
    h('div', { class: 'actions' }, h('button', { value: 'no', class: 'plain' }, 'Cancel'), h('button', { value: 'use', class: 'primary' }, 'Use'))));

  async function make() {
    try {
      const response = await fetch(app.tokens, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ scope: scopes.value }) });
      if (!response.ok) throw Object.assign(new Error('The app makes tokens for the developer on its own machine only.'), { status: response.status, code: '' });
      tokenBox.value = (await response.json()).token;
      fill(faults);
      toast('A token, valid for an hour');
    } catch (error) {
      fill(faults, refusal(error));
    }
  }

  document.body.append(dialog);
  dialog.showModal();
}
