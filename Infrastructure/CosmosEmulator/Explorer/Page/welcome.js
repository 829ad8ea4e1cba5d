import { h } from './dom.js';

/** What is shown before a container is chosen. */
export function welcome(databases, link) {
  const containers = databases.flatMap(database => database.containers.map(container => [database, container]));
  return h('div', { class: 'page welcome' },
    h('h1', {}, containers.length === 0 ? 'An empty account, and all yours' : 'What is in this account'),
    containers.length === 0
      ? h('p', {}, 'Make a container on the left, or let an app make its own: it shows up here.')
      : h('ul', { class: 'cards' }, containers.map(([database, container]) => h('li', {},
        h('a', { href: link(database.id, container.id, 'documents') },
          h('span', { class: 'quiet' }, database.id),
          h('strong', {}, container.id),
          h('code', {}, container.partitionKey.paths.join(' ')))))));
}
