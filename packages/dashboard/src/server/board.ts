import { lstat, readFile } from 'node:fs/promises';
import { runPaths } from '@mimmx/experiment/node';
import { html, type Markup } from '@mimmx/viz';
import { findPlaces } from '../look/find.ts';
import { planOf } from '../look/planned.ts';
import type { PlaceView } from '../look/view.ts';
import { nameOf, Watch } from '../look/watch.ts';
import { curves } from '../page/curves.ts';
import { log } from '../page/log.ts';
import { overview, summaryOf } from '../page/overview.ts';
import type { Shell } from '../page/shell.ts';
import { trials } from '../page/trials.ts';
import { clock } from '../page/words.ts';
import { Stops } from './stops.ts';

/** Everything that the pages show, and what their buttons do. */
export class Board {
  readonly folder: string;
  readonly #stops = new Stops();
  readonly #watches = new Map<string, Watch>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Runs that are there now. @throws E_PATH */
  async #find(): Promise<Watch[]> {
    const places = await findPlaces(this.folder);
    return places.map((place) => {
      const known = this.#watches.get(place.path) ?? new Watch(place, this.#stops);
      this.#watches.set(place.path, known);
      return known;
    });
  }

  async #named(name: string): Promise<Watch | undefined> {
    return (await this.#find()).find(({ place }) => place.name === name);
  }

  /** The page of an address; null if there is none. */
  async page(address: URL): Promise<Shell | null> {
    if (address.pathname === '/') return this.#overview();
    const name = address.searchParams.get('name');
    if (address.pathname !== '/run' || name === null) return null;
    const watch = await this.#named(name);
    return watch ? runPage(await watch.look(true)) : null;
  }

  async #overview(): Promise<Shell> {
    const views: PlaceView[] = [];
    for (const watch of await this.#find()) views.push(await watch.look(false));
    return {
      title: 'mimmx dashboard',
      heading: html`<p class="kind">Dashboard</p><h1>Runs</h1>`,
      parts: { runs: overview(views, this.folder) },
      headings: {},
      events: '/events?page=%2F',
    };
  }

  /** The report of a finished run, as it lies in its folder; null if there is none. */
  async report(name: string | null): Promise<string | null> {
    const watch = await this.#named(name ?? '');
    if (!watch) return null;
    const { report } = runPaths(watch.place.path);
    const stat = await lstat(report).catch(() => null);
    return stat?.isFile() ? readFile(report, 'utf8') : null;
  }

  /** Stops or resumes a training. @returns what was done, in a sentence */
  async act(action: 'stop' | 'resume', run: string | null, id: string | null): Promise<string | null> {
    const watch = await this.#named(run ?? '');
    if (!watch) return null;
    const { path } = watch.place;
    const plan = await planOf(watch.place);
    const trial = plan.trials.find((one) => one.id === id);
    if (!trial) return null;
    const name = nameOf(trial.tags);
    if (action === 'resume') {
      await this.#stops.resume(path, trial.id);
      watch.note(`${name} is free to go on`);
      return `${name} is free: whoever trains in this run goes on with it. If nobody does: mimmx train --resume`;
    }
    this.#stops.stop(path, trial, plan.leases, (why) => watch.note(`${name} could not be stopped: ${why}`));
    return `${name} was asked to save and stop.`;
  }

  close(): Promise<void> {
    return this.#stops.close();
  }
}

function runPage(view: PlaceView): Shell {
  const heading: Markup = html`<nav><a href="/">All runs</a></nav><p class="kind">${view.kind === 'sweep' ? 'Sweep' : 'Run'}</p><h1>${view.name}</h1>`;
  return {
    title: `${view.name}: mimmx dashboard`,
    heading,
    parts: {
      summary: html`<p>${summaryOf(view)}${view.left !== null && html` · about ${clock(view.left)} left`}${view.finished && html` · finished · <a href="${`/report?name=${encodeURIComponent(view.name)}`}">report</a>`}</p>${view.problem !== null && html`<p class="problem">${view.problem}</p>`}`,
      trials: trials(view),
      curves: curves(view),
      log: log(view),
    },
    headings: { trials: 'Trainings', curves: 'Curves', log: 'Log' },
    events: `/events?page=${encodeURIComponent(`/run?name=${encodeURIComponent(view.name)}`)}`,
  };
}
