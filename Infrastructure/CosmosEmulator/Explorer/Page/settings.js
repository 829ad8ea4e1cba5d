import { h, fill, refusal, toast, confirm } from './dom.js';
import { deleteContainer } from './cosmos.js';
import { coloured } from './json.js';

/** How a container is defined. */
export function settingsView(target, page, app) {
  const { partitionKey, defaultTtl, uniqueKeyPolicy, indexingPolicy, conflictResolutionPolicy, _rid } = target.definition;
  const faults = h('div', {});
  const unique = (uniqueKeyPolicy?.uniqueKeys ?? []).map(each => each.paths.join(' '));
  const ttl = defaultTtl === undefined || defaultTtl === null ? 'off: documents stay'
    : defaultTtl === -1 ? 'on: documents stay unless they carry a ttl of their own'
    : `${defaultTtl} seconds after the last write, unless a document carries a ttl of its own`;

  async function drop() {
    if (!await confirm(`Delete ${target.id}?`, 'The container and every document in it will be gone for good.', 'Delete container')) return;
    try {
      await deleteContainer(target);
      toast(`Deleted ${target.id}`);
      await app.reload();
      location.hash = '#/';
    } catch (error) {
      fill(faults, refusal(error));
    }
  }

  const line = (name, ...value) => h('div', {}, h('dt', {}, name), h('dd', {}, ...value));
  fill(page,
    h('dl', { class: 'settings' },
      line('Partition key', h('code', {}, partitionKey.paths.join(' ')), ` ${partitionKey.kind === 'MultiHash' ? 'hierarchical' : 'hash'}, version ${partitionKey.version ?? 1}`),
      line('Time to live', ttl),
      line('Unique keys', unique.length === 0 ? 'none' : unique.map(each => h('code', {}, each))),
      conflictResolutionPolicy ? line('Conflicts', conflictResolutionPolicy.mode) : null,
      line('Resource id', h('code', {}, _rid))),
    h('h2', {}, 'Indexing policy'),
    indexingPolicy ? coloured(indexingPolicy) : h('p', { class: 'quiet' }, 'The default: every property.'),
    faults,
    h('p', {}, h('button', { type: 'button', class: 'danger', onclick: drop }, 'Delete container…')));
  return {};
}
