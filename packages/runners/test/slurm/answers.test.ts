import { describe, expect, test } from 'vitest';
import {
  jobScript,
  parseAssociations,
  parseConfig,
  parseQueue,
  parseTasks,
  secondsOf,
  slurmOptions,
} from '../../src/slurm/index.ts';

// As Slurm 22.05 and 23.11 print them.
const CONFIG = `Configuration data as of 2026-11-30T04:07:30
MaxArraySize            = 1001
MaxDBDMsgs              = 20008
MaxJobCount             = 10000
MaxJobId                = 67043328`;

describe('what Slurm answers', () => {
  test('limits', () => {
    expect(parseConfig(CONFIG)).toEqual({ maxArraySize: 1001, maxJobCount: 10_000 });
    expect(() => parseConfig('nothing')).toThrow(/^E_SLURM: .*MaxArraySize/);
    expect(() => parseConfig('MaxArraySize = 0')).toThrow(/^E_SLURM: This cluster allows no job arrays/);
    expect(parseAssociations('1000\n\n500\n')).toBe(500);
    expect(parseAssociations('\n')).toBeNull();
  });

  test('tasks of an array', () => {
    expect(parseTasks('7')).toEqual([7]);
    expect(parseTasks('0-3,8,10-14:2%4')).toEqual([0, 1, 2, 3, 8, 10, 12, 14]);
    expect(parseTasks('N/A')).toEqual([]);
  });

  test('the queue', () => {
    expect(parseQueue('12|3|RUNNING|n2|None\n12|4-6|PENDING||Resources\n')).toEqual([
      { job: '12', tasks: [3], running: true, where: 'n2' },
      { job: '12', tasks: [4, 5, 6], running: false, where: 'Resources' },
    ]);
  });

  test('times, as "man sbatch" has them', () => {
    const times = ['90', '90:30', '2:00:00', '1-12', '1-12:30', '1-00:00:01'].map(secondsOf);
    expect(times).toEqual([5400, 5430, 7200, 129_600, 131_400, 86_401]);
    expect(secondsOf(30)).toBe(1800);
  });
});

describe('the job script', () => {
  const work = { name: 'demo', command: ['/opt/node', "it's.js", 'run'], cwd: '/shared/a b' };
  const script = (options: unknown, folder = '/shared/a b/slurm/0001') =>
    jobScript(work, { options: slurmOptions.parse(options), folder, part: 'part 1 of 1' });

  test('says what was asked for, and quotes for its shell', () => {
    const text = script({
      time: '2:00:00',
      memory: '8G',
      cpus: 4,
      gpus: 'a100:1',
      setup: ['module load nodejs'],
    });
    for (const line of [
      '#SBATCH --time=2:00:00',
      '#SBATCH --mem=8G',
      '#SBATCH --cpus-per-task=4',
      '#SBATCH --gpus=a100:1',
      '#SBATCH --requeue',
      '#SBATCH --signal=B:USR2@90',
      '#SBATCH --open-mode=append',
      '#SBATCH --output="/shared/a b/slurm/0001/output/%a.txt"',
      'module load nodejs',
      "/opt/node 'it'\\''s.js' run $pieces &",
    ])
      expect(text.split('\n')).toContain(line);
  });

  test('no option can write a line of its own', () => {
    for (const wrong of [
      { partition: 'a\n#SBATCH --uid=0' },
      { account: 'a b' },
      { setup: ['true\nrm -rf /'] },
      { sbatch: ['--x\nrm'] },
      { sbatch: ['rm -rf /'] },
    ])
      expect(slurmOptions.safeParse(wrong).success).toBe(false);
    expect(() => script({}, '/shared/a"b')).toThrow(/^E_SLURM: Slurm cannot write its output below/);
  });
});
