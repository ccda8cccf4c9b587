import { bytes, double, float, integer, message, text } from './proto.ts';

// tensorflow/core/util/event.proto and framework/summary.proto: numbers of the fields that are written here.
const EVENT = { wallTime: 1, step: 2, fileVersion: 3, summary: 5, sessionLog: 7 } as const;
const SUMMARY = { value: 1 } as const;
const VALUE = { tag: 1, simpleValue: 2, tensor: 8, metadata: 9 } as const;
const METADATA = { pluginData: 1 } as const;
const PLUGIN = { name: 1 } as const;
const TENSOR = { dtype: 1, shape: 2, strings: 8 } as const;
const SESSION = { status: 1 } as const;
const STRING = 7;
const START = 1;

const seconds = (time: Date): number => time.getTime() / 1000;

/** The event that every file begins with. */
export const versionEvent = (time: Date): Uint8Array =>
  message(double(EVENT.wallTime, seconds(time)), text(EVENT.fileVersion, 'brain.Event:2'));

/** Says that a training goes on after a step: what was written of later ones is void. */
export const startEvent = (time: Date, step: number): Uint8Array =>
  message(
    double(EVENT.wallTime, seconds(time)),
    integer(EVENT.step, step),
    bytes(EVENT.sessionLog, message(integer(SESSION.status, START))),
  );

/** Numbers of one step, by tag. */
export const scalarsEvent = (
  time: Date,
  step: number,
  values: Readonly<Record<string, number>>,
): Uint8Array =>
  message(
    double(EVENT.wallTime, seconds(time)),
    integer(EVENT.step, step),
    bytes(
      EVENT.summary,
      message(
        ...Object.entries(values).map(([tag, value]) =>
          bytes(SUMMARY.value, message(text(VALUE.tag, tag), float(VALUE.simpleValue, value))),
        ),
      ),
    ),
  );

/** A text, which TensorBoard reads as Markdown. */
export const textEvent = (time: Date, tag: string, content: string): Uint8Array =>
  message(
    double(EVENT.wallTime, seconds(time)),
    bytes(
      EVENT.summary,
      message(
        bytes(
          SUMMARY.value,
          message(
            text(VALUE.tag, `${tag}/text_summary`),
            bytes(VALUE.metadata, message(bytes(METADATA.pluginData, message(text(PLUGIN.name, 'text'))))),
            bytes(
              VALUE.tensor,
              message(
                integer(TENSOR.dtype, STRING),
                bytes(TENSOR.shape, message()),
                text(TENSOR.strings, content),
              ),
            ),
          ),
        ),
      ),
    ),
  );
