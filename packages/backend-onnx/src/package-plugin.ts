import { definePlugin } from '@mimmx/core';
import { backend } from './plugin.ts';

/** The package as a plugin: its backend. */
export const plugin = definePlugin({ name: '@mimmx/backend-onnx', provides: [backend] });
