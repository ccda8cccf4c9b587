import type { SweepFolder } from '@mimmx/experiment/node';
import type { SweepLook } from './look.ts';
import { readMeasured } from './look.ts';
import { bytes, duration, plural, tagsText } from './words.ts';

/** The state of a sweep, for people. */
export function statusText({ head, path }: SweepFolder, engine: string, look: SweepLook): string {
  const { counts, planned, where, failures, notes } = look;
  const lines = [
    `${head.name} (${path}), engine ${engine}`,
    `  done     ${counts.done} of ${planned.length}`,
    `  running  ${counts.running}`,
    ...(counts.queued > 0 ? [`  queued   ${counts.queued}`] : []),
    `  waiting  ${counts.left}${counts.left > 0 && counts.running + counts.queued === 0 ? `   start them: mimmx sweep run ${path}` : ''}`,
    `  failed   ${counts.failed}`,
  ];
  const hosts = new Map<string, string[]>();
  for (const { id, tags } of planned) {
    const place = where.get(id);
    if (place === undefined) continue;
    const host = place.replace(/ \(process.*$/, '');
    hosts.set(host, [...(hosts.get(host) ?? []), tagsText(tags)]);
  }
  if (hosts.size > 0) lines.push('', 'Running');
  for (const [host, own] of hosts) {
    lines.push(
      `  ${host}: ${own.slice(0, 4).join('; ')}${own.length > 4 ? `; and ${own.length - 4} more` : ''}`,
    );
  }
  if (failures.length > 0) lines.push('', 'Failed');
  for (const { message, ids } of failures.slice(0, 10)) {
    lines.push(
      `  ${ids.length}× ${message}`,
      `     ${ids.slice(0, 3).join(' ')}${ids.length > 3 ? ' …' : ''}`,
    );
  }
  if (notes.length > 0) lines.push('', ...notes);
  return lines.join('\n');
}

/** How many, how long, how large, in words. */
export async function planText(sweep: SweepFolder, look: SweepLook, parallel: number): Promise<string> {
  const { head, path } = sweep;
  const open = look.planned.length - look.counts.done - look.counts.failed;
  const measured = await readMeasured(path);
  const axes = head.axes.map(({ name }) => name);
  const lines = [
    `${plural(head.total, 'trial')}: ${plural(Object.keys(head.base.methods).length, 'method')} × ${plural(head.base.seeds.length, 'seed')}${head.folds === null ? '' : ` × ${head.folds} folds`}${axes.length > 0 ? `, over ${axes.join(', ')}` : ''}`,
    ...(look.counts.done > 0 ? [`${look.counts.done} of them done already`] : []),
  ];
  if (measured) {
    const { seconds, bytes: size, whole } = measured;
    const all = open * seconds;
    lines.push(
      `${whole ? 'The first took' : 'By the pace of the first, one takes'} ${duration(seconds)} here: ${duration(all)} one after the other, ${duration(all / parallel)} with ${parallel} at a time`,
      `${whole ? 'It takes' : 'So far it takes'} ${bytes(size)} on disk: ${whole ? '' : 'at least '}${bytes(size * look.planned.length)} in all`,
    );
  } else if (open > 0) lines.push('How long one takes was not measured.');
  lines.push(`Plan: ${path}`, `Next: mimmx sweep run ${path}`);
  return lines.join('\n');
}
