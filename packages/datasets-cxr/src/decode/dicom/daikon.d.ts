declare module 'daikon' {
  /** A data element. `value` is an array of numbers, strings, dates or nested tags, or the bytes. */
  export interface Tag {
    readonly group: number;
    readonly element: number;
    readonly vr: string | null;
    value: readonly unknown[] | DataView | null;
  }
  export interface Image {
    littleEndian: boolean;
    tags: Record<string, Tag>;
    getTag(group: number, element: number): Tag | undefined;
    getPixelData(): Tag | undefined;
    getTransferSyntax(): string | null;
    getJpegs(): ArrayBuffer[];
    isCompressed(): boolean;
    decompress(): void;
  }
  export interface Parser {
    readonly error: Error | null;
    readonly explicit: boolean;
    parse(data: DataView): Image | null;
  }
  const daikon: { Parser: new () => Parser };
  export default daikon;
}
