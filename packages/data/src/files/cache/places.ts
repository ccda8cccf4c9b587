/** Where the entries of a cache lie: millions of places without an object for each. */
export interface Places {
  /** The last place given for a tag wins. */
  add(tag: number, shard: number, offset: number, length: number): void;
  find(tag: number): { readonly shard: number; readonly offset: number; readonly length: number } | null;
  remove(tag: number): void;
}

/** An empty index. */
export function createPlaces(): Places {
  const slots = new Map<number, number>();
  let fields = new Uint32Array(3 * 1024);
  let used = 0;
  return {
    add(tag, shard, offset, length) {
      if (3 * used === fields.length) {
        const more = new Uint32Array(fields.length * 2);
        more.set(fields);
        fields = more;
      }
      fields.set([shard, offset, length], 3 * used);
      slots.set(tag, used++);
    },
    find(tag) {
      const slot = slots.get(tag);
      if (slot === undefined) return null;
      return { shard: fields[3 * slot]!, offset: fields[3 * slot + 1]!, length: fields[3 * slot + 2]! };
    },
    remove(tag) {
      slots.delete(tag);
    },
  };
}
