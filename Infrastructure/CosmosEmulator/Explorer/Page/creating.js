import { h, fill, refusal } from './dom.js';
import { createContainer } from './cosmos.js';

/** Asks what container to make, makes it, and calls back with its database and name. */
export function askForContainer(made) {
  const faults = h('div', {});
  const field = (name, label, hint, attributes) => h('p', { class: 'field' },
    h('label', { for: `new-${name}` }, label),
    h('input', { id: `new-${name}`, name, autocomplete: 'off', spellcheck: 'false', 'aria-describedby': `hint-${name}`, ...attributes }),
    h('small', { id: `hint-${name}` }, hint));
  const form = h('form', { method: 'dialog', onsubmit: submit },
    h('h2', { id: 'creating' }, 'New container'),
    field('database', 'Database', 'Made when it is not there.', { required: true, value: 'app' }),
    field('container', 'Container', 'Its name.', { required: true, autofocus: true }),
    field('paths', 'Partition key', 'One path, such as /tenant; up to three, separated by spaces, make it hierarchical.', { required: true, value: '/pk', pattern: '/\\S+( +/\\S+){0,2}' }),
    field('ttl', 'Time to live', 'Seconds; -1 when documents say it themselves; empty for never.', { pattern: '-1|[1-9][0-9]*', inputmode: 'numeric' }),
    faults,
    h('div', { class: 'actions' },
      h('button', { type: 'button', class: 'plain', onclick: () => dialog.close() }, 'Cancel'),
      h('button', { type: 'submit', class: 'primary' }, 'Create')));
  const dialog = h('dialog', { 'aria-labelledby': 'creating', onclose: () => dialog.remove() }, form);

  async function submit(event) {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(form));
    const paths = given.paths.trim().split(/ +/);
    try {
      await createContainer(given.database, {
        id: given.container,
        partitionKey: { paths, kind: paths.length > 1 ? 'MultiHash' : 'Hash', version: 2 },
        ...(given.ttl ? { defaultTtl: Number(given.ttl) } : {}),
      });
      dialog.close();
      await made(given.database, given.container);
    } catch (error) {
      fill(faults, refusal(error));
    }
  }

  document.body.append(dialog);
  dialog.showModal();
}
