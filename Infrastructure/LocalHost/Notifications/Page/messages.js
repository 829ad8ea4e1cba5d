import { h, fill, table } from './dom.js';
import { brief, coloured } from './json.js';
import * as api from './api.js';
import { badge, clock, drawn, parsed, since } from './parts.js';

const most = 500;

/** The messages, the newest first, and beside them the one that is open with all its deliveries. */
export function messagesView(topic, page, { link, refresh }) {
  const rows = h('div', { class: 'list' });
  const more = h('button', { type: 'button', class: 'plain', hidden: true, onclick: () => { wanted += 50; refresh(); } }, 'Older messages');
  const detail = h('aside', { class: 'detail', 'aria-label': 'The message' });
  let wanted = 50;
  let open;

  const drawRows = drawn((items, hasMore, id) => {
    more.hidden = !hasMore;
    fill(rows, items.length === 0
      ? h('p', { class: 'quiet' }, 'No messages yet. ', h('a', { href: link(topic, 'publish') }, 'Publish one'), ', or let the app.')
      : table('Messages, newest first', ['Message', topic ? null : 'Topic', 'Published', 'Deliveries', 'Body'].filter(Boolean), items.map(item => row(item, id))), more);
  });
  const drawDetail = drawn((found, id) => {
    const focused = detail.contains(document.activeElement);
    fill(detail, found === undefined ? [] : message(found, id));
    if (focused) detail.querySelector('h2')?.focus();
  });

  function row(item, id) {
    const target = link(topic, 'messages', { id: item.id });
    return h('tr', { 'data-open': item.id === id, onclick: event => { if (!event.target.closest('a')) location.hash = target; } },
      h('td', {}, h('a', { href: target }, item.subject ?? `…${item.id.slice(-12)}`)),
      topic ? null : h('td', {}, item.topic),
      h('td', { class: 'when' }, since(item.at)),
      h('td', {}, counts(item)),
      h('td', { class: 'preview' }, brief(item.preview)));
  }

  function counts(item) {
    if (item.recipients === null) return badge('pending');
    const parts = [item.delivered > 0 && badge('delivered'), item.waiting > 0 && badge('waiting'), item.dead > 0 && badge('dead letter')].filter(Boolean);
    const label = `${item.delivered} of ${item.recipients}`;
    return h('span', { class: 'counts' }, h('span', { class: 'mono' }, label), item.recipients === 0 ? badge('nobody') : parts);
  }

  function message(found, id) {
    if (found.missing) return h('div', { class: 'editor' }, h('h2', { tabindex: '-1' }, 'No such message'), h('p', { class: 'quiet' }, 'Its record is gone, or it went without the outbox.'));
    const { message: summary } = found;
    return h('div', { class: 'editor opened' },
      h('div', { class: 'editor-head' },
        h('h2', { tabindex: '-1' }, summary.subject ?? 'Message'),
        h('a', { class: 'button plain', href: link(topic, 'messages') }, 'Close')),
      h('dl', { class: 'stamp' },
        fact('id', id), fact('topic', summary.topic), fact('state', summary.state), fact('at', summary.at)),
      found.attributes.length === 0 ? null : [h('h3', {}, 'Attributes'), h('ul', { class: 'facts' }, found.attributes.map(attribute =>
        h('li', {}, h('span', {}, `${attribute.name} `), h('code', { title: attribute.type }, brief(attribute.value)))))],
      h('h3', {}, 'Subscribers'),
      found.recipients.length === 0 ? h('p', { class: 'quiet' }, 'This topic has none.') : h('ul', { class: 'recipients' }, found.recipients.map(recipient)),
      h('h3', {}, 'Body'),
      coloured(parsed(found.body)));
  }

  const fact = (name, value) => h('div', {}, h('dt', {}, name), h('dd', {}, value));

  function recipient(each) {
    return h('li', {},
      h('p', { class: 'row' }, h('strong', { class: 'mono' }, each.recipient), badge(each.status)),
      each.attempts.length === 0 ? null : h('ol', { class: 'attempts', 'aria-label': 'Attempts' }, each.attempts.map(attempt => h('li', {},
        h('span', { class: 'mono' }, `#${attempt.number}`), clock(attempt.at), badge(attempt.outcome),
        attempt.reason ? h('span', {}, attempt.reason) : null,
        attempt.next ? h('span', { class: 'quiet' }, 'next ', clock(attempt.next)) : null))),
      each.deadLetter && each.attempts.length === 0 ? h('p', {}, `${each.deadLetter.reason} (after ${each.deadLetter.attempts} attempts)`) : null,
      each.filterPolicy ? h('details', { open: each.status === 'filtered out' },
        h('summary', {}, 'Filter policy'),
        h('code', { class: 'policy' }, each.filterPolicy),
        h('ul', { class: 'why', 'aria-label': 'What the policy found' }, each.explanation.map(line => h('li', {}, line)))) : null);
  }

  async function read() {
    const items = [];
    let next;
    do {
      const some = await api.messages(topic, next);
      items.push(...some.items);
      next = some.next ?? undefined;
    } while (next !== undefined && items.length < Math.min(wanted, most));
    return { items, hasMore: next !== undefined && items.length < most };
  }

  async function find(id) {
    try {
      return await api.message(id);
    } catch (error) {
      if (error.status === 404) return { missing: true };
      throw error;
    }
  }

  fill(page, rows, detail);
  return {
    at: search => {
      open = search.get('id') ?? undefined;
      page.classList.toggle('split', open !== undefined);
      if (open === undefined) drawDetail(undefined, undefined);
    },
    update: async () => {
      const id = open;
      const [list, found] = await Promise.all([read(), id === undefined ? undefined : find(id)]);
      drawRows(list.items, list.hasMore, open);
      if (id === open) drawDetail(found, id);
    },
  };
}
