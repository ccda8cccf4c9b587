import { type Metrics, type Parts, strataOf, type Task } from '../../contracts/index.ts';
import { widthNote } from '../width.ts';
import type { MimmxSettings } from './settings.ts';

/** With fewer rows of a class of y in a batch a critic reads little but chance from a z that is a number. */
const FEW_ROWS = 16;
/** From this association on a confounder is y by another name. */
const THE_SAME = 0.999;

/** What does not stop a training, and should be known before it: in sentences, each with what to do. */
export function notesOn(
  settings: Omit<MimmxSettings, 'notes'>,
  task: Task,
  batchSize: number,
): readonly string[] {
  const { associations, weight, expectation, primaryWidth } = settings;
  const notes: (string | null)[] = [widthNote(task.y, primaryWidth)];
  for (const [name, association] of Object.entries(associations)) {
    if (association < THE_SAME) continue;
    notes.push(
      `${name} and ${task.y.name} go together in every training image, so nothing tells one from the other. Leave ${name} out of data.task.z, or add images in which they differ.`,
    );
  }
  if (weight.kind === 'association' && Object.values(associations).every((value) => value === 0)) {
    notes.push(
      `No confounder goes with ${task.y.name} in the training images, so the MI term has weight 0. Give lambda to remove them all the same.`,
    );
  }
  const { classes } = strataOf(task.y);
  const rows = Math.floor(batchSize / classes);
  const numbers = task.z.filter(({ kind }) => kind === 'continuous').map(({ name }) => name);
  if (expectation === 'within-y' && rows < FEW_ROWS && numbers.length > 0) {
    notes.push(
      `${numbers.join(', ')}: within each of the ${classes} classes of ${task.y.name} a batch has ${rows} rows to read a number from, which is few. Set training.batchSize to ${FEW_ROWS * classes} or more.`,
    );
  }
  return notes.filter((note) => note !== null);
}

/** The bounds in nats that the last update left unmet. */
export function missedBounds(
  { weight, rate }: Pick<MimmxSettings, 'weight' | 'rate'>,
  last: Metrics,
): readonly string[] {
  const held = [
    {
      bound: weight.kind === 'bound' ? weight.nats : undefined,
      value: last['bound.value'],
      what: 'the MI term',
    },
    { bound: rate?.nats, value: last['rate.value'], what: 'what passes the channel beyond y' },
  ];
  return held.flatMap(({ bound, value, what }) =>
    bound === undefined || value === undefined || value <= bound
      ? []
      : [
          `The bound on ${what} was not met: ${value.toPrecision(2)} nats on training batches in the end, and ${bound} was asked for. Give it more updates, a larger limit, or a bound that leaves y learnable.`,
        ],
  );
}

/** From this share of the loss of a guess among all classes on, nothing was learned. */
const GUESSED = 0.98;

/** The confounders whose features the last update left as good as a guess: the term then holds f_y against nothing. */
export function unlearned(
  { against, weight, confounderWidth }: Pick<MimmxSettings, 'against' | 'weight' | 'confounderWidth'>,
  task: Pick<Task, 'z'>,
  last: Metrics,
): readonly string[] {
  if (against === 'labels' || (weight.kind === 'fixed' && weight.lambda === 0)) return [];
  return task.z.flatMap((factor, i) => {
    const loss = last[`loss.${factor.name}`];
    if (factor.kind !== 'categorical' || loss === undefined) return [];
    const guess = Math.log(factor.classes);
    if (loss < GUESSED * guess) return [];
    const width = typeof confounderWidth === 'number' ? confounderWidth : confounderWidth[i];
    return `The features of ${factor.name} did not learn it: in the end their loss is ${loss.toFixed(2)}, and that of a guess among ${factor.classes} classes ${guess.toFixed(2)}. What f_y is held against says nothing of it, so its share of the MI term does nothing. Give confounderWidth more than ${width}, more updates or another encoder; or set against to "labels".`;
  });
}

/** What the definitions of the chosen parts caution against; who fixes the weight is taken to know the balancer. */
export const cautions = (
  settings: Pick<MimmxSettings, 'estimator' | 'weighter' | 'balancer' | 'weight'>,
  { caution }: Pick<Parts, 'caution'>,
): readonly string[] =>
  (['estimator', 'weighter', 'balancer'] as const).flatMap((kind) => {
    const { name } = settings[kind];
    if (kind === 'balancer' && settings.weight.kind === 'fixed') return [];
    const said = caution(kind, name);
    return said === undefined ? [] : [`${kind} "${name}": ${said}`];
  });
