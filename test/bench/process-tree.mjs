import { readdir, readFile } from 'node:fs/promises';

/** A process that ended meanwhile has nothing to tell. */
const readOr = (file, otherwise) => readFile(file, 'utf8').catch(() => otherwise);

/** The process and all its descendants. @param {number} root @returns {Promise<number[]>} */
export async function pidsOfTree(root) {
  const parents = new Map();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readOr(`/proc/${name}/stat`, '');
    // The name in parentheses may hold anything, even a parenthesis.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    if (parent) parents.set(Number(name), parent);
  }
  const tree = [root];
  for (const pid of tree) {
    for (const [child, parent] of parents) if (parent === pid) tree.push(child);
  }
  return tree;
}

/**
 * Memory of the tree in MB, as if nothing else ran here: what each process has for itself, and
 * each mapped file once, by the process that holds most of it. Plain PSS would shrink with every
 * other Electron on this machine, because they share its files.
 * @param {number} root
 */
export async function memoryOfTree(root) {
  let ownKb = 0;
  let processes = 0;
  /** @type {Map<string, number>} */
  const fileKb = new Map();
  for (const pid of await pidsOfTree(root)) {
    const mappings = await readOr(`/proc/${pid}/smaps`, '');
    if (mappings) processes += 1;
    /** @type {Map<string, number>} */
    const ofProcess = new Map();
    let file = '';
    let rssKb = 0;
    for (const line of mappings.split('\n')) {
      const [first, kb] = line.split(/\s+/, 2);
      if (first === 'Rss:') rssKb = Number(kb);
      else if (first === 'Anonymous:') {
        ownKb += Number(kb);
        ofProcess.set(file, (ofProcess.get(file) ?? 0) + rssKb - Number(kb));
      } else if (/^[0-9a-f]+-[0-9a-f]+$/.test(first)) file = line.split(/\s+/).slice(5).join(' ');
    }
    for (const [name, size] of ofProcess) fileKb.set(name, Math.max(fileKb.get(name) ?? 0, size));
  }
  const sharedKb = [...fileKb.values()].reduce((sum, size) => sum + size, 0);
  return { mb: ((ownKb + sharedKb) * 1024) / 1e6, processes };
}

/**
 * CPU time and wake-ups of all threads so far. Threads that ended are not counted, so compare
 * only two calms.
 * @param {number} root
 * @returns {Promise<Map<string, { cpuNs: number, wakeups: number }>>} by thread
 */
async function threadsOfTree(root) {
  const threads = new Map();
  for (const pid of await pidsOfTree(root)) {
    for (const thread of await readdir(`/proc/${pid}/task`).catch(() => [])) {
      const folder = `/proc/${pid}/task/${thread}`;
      const [schedule, status] = await Promise.all([
        readOr(`${folder}/schedstat`, '0'),
        readOr(`${folder}/status`, ''),
      ]);
      threads.set(thread, {
        cpuNs: Number(schedule.split(' ')[0]),
        wakeups: Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(status)?.[1] ?? 0),
      });
    }
  }
  return threads;
}

/**
 * What the tree does while it is left alone.
 * @param {number} root
 * @param {number} ms
 * @returns {Promise<{ cpuMsPerS: number, wakeupsPerS: number }>}
 */
export async function idleOfTree(root, ms) {
  const before = await threadsOfTree(root);
  await new Promise((done) => setTimeout(done, ms));
  let cpuNs = 0;
  let wakeups = 0;
  for (const [thread, now] of await threadsOfTree(root)) {
    const old = before.get(thread);
    cpuNs += now.cpuNs - (old?.cpuNs ?? 0);
    wakeups += now.wakeups - (old?.wakeups ?? 0);
  }
  return { cpuMsPerS: cpuNs / 1e6 / (ms / 1000), wakeupsPerS: wakeups / (ms / 1000) };
}
