import { h, fill, refusal, toast, confirm } from './dom.js';
import * as cosmos from './cosmos.js';

/** One document, to look at and to change; without a document, a new one. Tells whether it holds changes that are not saved. */
export function editor(target, document, { changed, close }) {
  const faults = h('div', {});
  const text = h('textarea', { id: 'document', class: 'mono', spellcheck: 'false', rows: '18', onkeydown: keys });
  const key = document && cosmos.keyOf(target, document);
  let etag = document?._etag;
  let saved = JSON.stringify(document ? cosmos.own(document) : blank(target), null, 2);
  text.value = saved;

  function keys(event) {
    if ((event.ctrlKey || event.metaKey) && (event.key === 's' || event.key === 'Enter')) {
      event.preventDefault();
      save();
    }
  }

  function parsed() {
    try {
      return cosmos.exact(text.value);
    } catch (error) {
      fill(faults, refusal({ message: `This is not JSON: ${error.message}` }));
      text.focus();
      return undefined;
    }
  }

  async function save() {
    const value = parsed();
    if (value === undefined) return;
    const sent = text.value;
    fill(faults);
    try {
      const answer = document
        ? await cosmos.replace(target, document.id, key, sent, etag)
        : await cosmos.create(target, value, sent);
      saved = sent;
      toast(`${document ? 'Saved' : 'Created'} ${answer.body.id} · ${answer.charge} RU`);
      etag = answer.body._etag;
      fill(stamp, ...stamps(answer.body));
      await changed({ id: answer.body.id, key: cosmos.keyOf(target, answer.body) });
    } catch (error) {
      fill(faults, error.status === 412 ? conflict() : refusal(error));
    }
  }

  function conflict() {
    return h('div', { class: 'refusal', role: 'alert' },
      h('strong', {}, 'Somebody changed this document after you opened it'),
      h('p', {}, 'Nothing is saved. Read what is there now and lose your changes, or write yours over it.'),
      h('div', { class: 'actions' },
        h('button', { type: 'button', onclick: reread }, 'Read again'),
        h('button', { type: 'button', class: 'danger', onclick: () => { etag = undefined; save(); } }, 'Overwrite')));
  }

  async function reread() {
    try {
      const { body } = await cosmos.read(target, document.id, key);
      etag = body._etag;
      text.value = saved = JSON.stringify(cosmos.own(body), null, 2);
      fill(stamp, ...stamps(body));
      fill(faults);
      text.focus();
    } catch (error) {
      fill(faults, refusal(error));
    }
  }

  async function drop() {
    if (!await confirm('Delete this document?', `${document.id} will be gone for good.`, 'Delete')) return;
    try {
      const answer = await cosmos.remove(target, document.id, key, etag);
      saved = text.value;
      toast(`Deleted ${document.id} · ${answer.charge} RU`);
      await changed(undefined);
    } catch (error) {
      fill(faults, error.status === 412 ? conflict() : refusal(error));
    }
  }

  const stamp = h('dl', { class: 'stamp' }, document ? stamps(document) : null);
  const element = h('div', { class: 'editor' },
    h('div', { class: 'editor-head' },
      h('h2', {}, document ? document.id : 'New document'),
      h('button', { type: 'button', class: 'plain', onclick: close }, 'Close')),
    h('label', { for: 'document', class: 'visually-hidden' }, 'The document as JSON'),
    text,
    faults,
    stamp,
    h('div', { class: 'actions' },
      document ? h('button', { type: 'button', class: 'danger plain', onclick: drop }, 'Delete…') : null,
      h('button', { type: 'button', class: 'primary', onclick: save, title: 'Ctrl+S' }, document ? 'Save' : 'Create')));
  return { element, isChanged: () => text.value !== saved };
}

function stamps(document) {
  return [['_etag', document._etag], ['_ts', new Date(document._ts * 1000).toISOString()], ['_rid', document._rid]]
    .map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value)));
}

function blank(target) {
  const draft = { id: crypto.randomUUID?.() ?? String(Date.now()) };
  for (const path of target.paths) {
    const parts = (path.match(/"[^"]*"|[^/]+/g) ?? []).map(part => part.replace(/^"|"$/g, ''));
    let at = draft;
    parts.slice(0, -1).forEach(part => { at = at[part] ??= {}; });
    at[parts.at(-1)] ??= '';
  }
  return draft;
}
