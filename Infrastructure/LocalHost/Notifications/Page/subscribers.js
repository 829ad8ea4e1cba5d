import { h, fill } from './dom.js';
import { badge, drawn } from './parts.js';

/** Who subscribes to what, and how each does. */
export function subscribersView(topic, page) {
  const draw = drawn(topics => fill(page, topics.map(each => h('section', { class: 'group', 'aria-label': each.name },
    topic ? null : h('h2', {}, each.name),
    each.subscribers.length === 0
      ? h('p', { class: 'quiet' }, 'Nobody subscribes to this topic.')
      : h('ul', { class: 'subscribers' }, each.subscribers.map(subscriber)),
    each.hasMore ? h('p', { class: 'quiet' }, 'These are the first 100.') : null)),
    topics.length === 0 ? h('p', { class: 'quiet' }, 'The app has no topics.') : null));

  return { update: topics => draw(topics.filter(each => topic === undefined || each.name === topic)) };
}

function subscriber(each) {
  const health = each.state === 'pending' ? 'pending' : each.circuit && each.circuit !== 'closed' ? `circuit ${each.circuit}` : each.failures > 0 ? 'failing' : 'healthy';
  return h('li', {},
    h('p', { class: 'row' }, badge(health), h('strong', {}, each.endpoint), h('span', { class: 'grow' }), h('span', { class: 'quiet' }, each.protocol)),
    h('ul', { class: 'facts' },
      h('li', {}, h('span', {}, 'id '), h('code', {}, each.recipient)),
      h('li', {}, h('span', {}, 'delivered '), String(each.delivered)),
      h('li', {}, h('span', {}, 'backlog '), String(each.backlog)),
      each.failures > 0 ? h('li', {}, h('span', {}, 'failures in a row '), String(each.failures)) : null),
    each.lastError ? h('p', { class: 'fault' }, each.lastError) : null,
    each.filterPolicy ? h('p', {}, h('span', { class: 'quiet' }, `${each.filterPolicyScope} `), h('code', { class: 'policy' }, each.filterPolicy)) : h('p', { class: 'quiet' }, 'Gets every message.'));
}
