import { h, fill, toast, refusal } from './dom.js';
import * as api from './api.js';
import { badge, clock, drawn } from './parts.js';

/** Who subscribes to what, how each does, and the groups of FIFO topics that somebody has to carry on. */
export function subscribersView(topic, page, { refresh }) {
  const faults = h('div', {});
  const list = h('div', { class: 'group' });
  const draw = drawn(topics => fill(list, topics.map(each => h('section', { class: 'group', 'aria-label': each.name },
    topic ? null : h('h2', {}, each.name),
    each.subscribers.length === 0
      ? h('p', { class: 'quiet' }, 'Nobody subscribes to this topic.')
      : h('ul', { class: 'subscribers' }, each.subscribers.map(subscriber => row(each.name, subscriber))),
    each.hasMore ? h('p', { class: 'quiet' }, 'These are the first 100.') : null)),
    topics.length === 0 ? h('p', { class: 'quiet' }, 'The app has no topics.') : null));

  function row(name, each) {
    return h('li', {},
      h('p', { class: 'row' }, badge(health(each)), h('strong', {}, each.endpoint), h('span', { class: 'grow' }), h('span', { class: 'quiet' }, each.protocol)),
      h('ul', { class: 'facts' },
        h('li', {}, h('span', {}, 'id '), h('code', {}, each.recipient)),
        h('li', {}, h('span', {}, 'delivered '), String(each.delivered)),
        h('li', {}, h('span', {}, 'backlog '), String(each.backlog)),
        each.groups ? h('li', {}, h('span', {}, 'groups '), each.groupCount < 100 ? String(each.groupCount) : '100 or more') : null,
        each.failures > 0 ? h('li', {}, h('span', {}, 'failures in a row '), String(each.failures)) : null,
        each.probeAt ? h('li', {}, h('span', {}, 'tried next '), clock(each.probeAt)) : null),
      each.lastError ? h('p', { class: 'fault' }, each.lastError) : null,
      each.groups?.length > 0 ? h('ul', { class: 'groups', 'aria-label': 'Groups' }, each.groups.map(group => groupRow(name, each, group))) : null,
      each.filterPolicy ? h('p', {}, h('span', { class: 'quiet' }, `${each.filterPolicyScope} `), h('code', { class: 'policy' }, each.filterPolicy)) : h('p', { class: 'quiet' }, 'Gets every message.'));
  }

  function groupRow(name, each, group) {
    const carryOn = (title, skip) => h('button', {
      type: 'button',
      'aria-label': `${title} ${group.group}`,
      onclick: event => resume(event.target, { topic: name, subscription: each.recipient, group: group.group, skip }),
    }, title);
    return h('li', {},
      h('p', { class: 'row' },
        badge(group.blocked ? 'blocked' : 'retrying'), h('code', {}, group.group), h('span', { class: 'grow' }),
        group.blocked ? [carryOn('Resume', false), carryOn('Skip', true)] : h('span', { class: 'quiet' }, `attempt ${group.attempt} is next`)),
      group.blocked ? h('p', { class: 'fault' }, group.blocked) : null);
  }

  async function resume(button, group) {
    button.disabled = true;
    try {
      await api.resume(group);
      fill(faults);
      toast(group.skip ? 'It goes on without that message' : 'It goes on with that message');
      await refresh();
    } catch (error) {
      fill(faults, refusal(error));
    } finally {
      button.disabled = false;
    }
  }

  fill(page, faults, list);
  return { update: topics => draw(topics.filter(each => topic === undefined || each.name === topic)) };
}

const health = each => each.state === 'pending' ? 'pending'
  : each.circuit && each.circuit !== 'closed' ? `circuit ${each.circuit}`
  : each.groups?.some(group => group.blocked) ? 'blocked'
  : each.failures > 0 ? 'failing' : 'healthy';
