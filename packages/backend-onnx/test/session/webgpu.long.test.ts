import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const steps = fileURLToPath(new URL('./webgpu-steps.ts', import.meta.url));

/** SwiftShader, a Vulkan device in software, as Debian's chromium brings it; or what the environment names. */
const chromium = process.env.MIMMX_SWIFTSHADER ?? '/usr/lib/chromium';
const driver = join(chromium, 'vk_swiftshader_icd.json');
const found = existsSync(driver) && existsSync(join(chromium, 'libvulkan.so.1'));

const run = (device: string): { losses: number[]; weights: number[]; place: string } =>
  JSON.parse(
    execFileSync(process.execPath, ['--conditions=@mimmx/source', steps, device], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      // The loader of Vulkan reads both when a process starts, so the device cannot be brought into this one.
      env: {
        ...process.env,
        VK_DRIVER_FILES: driver,
        LD_LIBRARY_PATH: [chromium, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      },
    })
      .trim()
      .split('\n')
      .at(-1) as string,
  );

test.skipIf(!found)('on WebGPU a network trains as on the CPU, and its weights stay on the device', () => {
  const wanted = run('cpu');
  const on = run('webgpu');
  expect(wanted.place).toBe('cpu');
  expect(on.place).toBe('gpu-buffer');
  expect(on.losses.length).toBe(10);
  for (const [i, loss] of on.losses.entries()) expect(loss).toBeCloseTo(wanted.losses[i] as number, 5);
  for (const [i, weight] of on.weights.entries()) expect(weight).toBeCloseTo(wanted.weights[i] as number, 4);
});
