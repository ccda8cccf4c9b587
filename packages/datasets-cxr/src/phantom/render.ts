import type { Random } from '@mimmx/core';
import { type Canvas, ellipse, paint, segment, soft } from '../markers/canvas.ts';
import { writeText } from '../markers/glyphs.ts';
import type { Acquisition, Anatomy } from './anatomy.ts';
import { expose } from './scanner.ts';

/** What is to be seen in one image. Every field changes the picture in a way of its own. */
export interface Appearance {
  /** Fluid in one costophrenic angle: the angle is blunted and the lung above it opaque. */
  readonly effusion: 0 | 1;
  /** Opacity of the fluid as a share of that of tissue, 0 to 1. */
  readonly conspicuity: number;
  /** 0: breast shadows and sloping shoulders; 1: broad shoulders. */
  readonly sex: 0 | 1;
  /** 0 (20 years) to 1 (90 years): the aortic knob grows and calcifies, the lungs become streaky. */
  readonly age: number;
  /** 0: PA; 1: AP, with a magnified heart, shoulder blades over the lungs and a higher diaphragm. */
  readonly view: 0 | 1;
  /** 0: sharp and hard; 1: blurred, noisy and flat. */
  readonly scanner: 0 | 1;
  /** Letter of lead in the upper left corner: L or R. */
  readonly site: 0 | 1;
}

/** A radiograph of nobody: values 0 (black) to 1 (white), row-major [size, size]. */
export function renderChest(
  appearance: Appearance,
  anatomy: Anatomy,
  acquisition: Acquisition,
  noise: Random,
  size: number,
): Float32Array {
  const canvas: Canvas = { width: size, height: size, pixels: new Float32Array(size * size) };
  const shade = body(appearance, anatomy, acquisition);
  const { shiftX, shiftY, scale, tilt } = acquisition;
  const [cos, sin] = [Math.cos(tilt) / scale, Math.sin(tilt) / scale];
  paint(canvas, (px, py) => {
    const [dx, dy] = [px - 0.5 - shiftX, py - 0.5 - shiftY];
    return shade(0.5 + cos * dx - sin * dy, 0.5 + sin * dx + cos * dy);
  });
  expose(canvas, appearance.scanner, acquisition.exposure, noise);
  const dot = Math.max(1, Math.round(size / 40));
  writeText(canvas, appearance.site === 1 ? 'R' : 'L', 0.06, 0.06, dot, 0.98);
  return canvas.pixels;
}

/** Attenuation at a point of the patient. */
function body(
  appearance: Appearance,
  anatomy: Anatomy,
  acquisition: Acquisition,
): (x: number, y: number) => number {
  const { effusion, conspicuity, sex, age, view } = appearance;
  const { chestWidth, lungHeight, ribs, ribPhase, tissue } = anatomy;
  const { side, effusionHeight, grain } = acquisition;
  const heart = anatomy.heartWidth * (view === 1 ? 1.35 : 1);
  const floor = view === 1 ? 0.72 : 0.77;
  const slope = sex === 1 ? 0.14 : 0.34;
  const streaks = 0.03 + 0.1 * age;

  return (x, y) => {
    const across = Math.abs(x - 0.5);
    const shoulders = 0.1 + slope * Math.max(0, across - 0.1);
    const outline = Math.max(across - chestWidth - 0.05 * soft(y - 0.3, 0.2), shoulders - y);
    let value = 0.03 + tissue * soft(outline, 0.02);

    const lungTop = 0.46 - lungHeight;
    const lungFloor = floor + 0.05 * (across / chestWidth) ** 2;
    const lung =
      soft(ellipse(across, y, 0.205, lungTop + 0.36, 0.15, 0.37), 0.025) * soft(y - lungFloor, 0.012);
    value -= 0.42 * lung;

    if (lung > 0) {
      const arc = ribs * (y + 0.35 * across * across + 0.12 * across) + ribPhase;
      value += 0.09 * lung * (0.5 + 0.5 * Math.cos(2 * Math.PI * arc)) ** 3;
      const texture =
        Math.sin(70 * x + 9 * Math.sin(23 * y + grain)) * Math.sin(61 * y + 7 * Math.sin(29 * x - grain));
      value += streaks * lung * Math.max(0, texture);
    }

    value += 0.14 * soft(across - 0.035, 0.02);
    value += 0.24 * soft(ellipse(x, y, 0.5 + 0.35 * heart, 0.64, heart, 0.14), 0.02);
    const knob = ellipse(x, y, 0.555, 0.36, 0.03 + 0.025 * age, 0.03 + 0.025 * age);
    value += (0.12 + 0.1 * age) * soft(knob, 0.012) + 0.22 * age * soft(Math.abs(knob) - 0.006, 0.008);
    value += 0.1 * soft(Math.abs(segment(across, y, 0.06, 0.2, 0.33, 0.14)) - 0.012, 0.008);

    if (sex === 0) {
      const breast = ellipse(across, y, 0.22, 0.58, 0.15, 0.13);
      value +=
        0.12 * soft(breast, 0.03) * soft(0.55 - y, 0.12) +
        0.1 * soft(Math.abs(breast) - 0.008, 0.012) * soft(0.6 - y, 0.02);
    }
    if (view === 1) {
      const blade = Math.max(segment(across, y, 0.3, 0.2, 0.24, 0.46) - 0.035, 0);
      value += 0.16 * soft(blade - 0.012, 0.012);
    }
    if (effusion === 1 && side * (x - 0.5) > 0) {
      // The fluid's edge climbs towards the chest wall (meniscus).
      const level = lungFloor - effusionHeight * (0.35 + 0.9 * (across / 0.35) ** 2);
      value += 0.42 * conspicuity * lung * soft(level - y, 0.02);
    }
    return value;
  };
}
