/** What git-annex and git-lfs leave in the place of a file that was not fetched. */
const POINTERS: readonly [RegExp, string][] = [
  [
    /^(?:\.\.\/)*(?:\.git)?\/?annex\/objects\//,
    'a git-annex pointer without the file (datalad get, git annex get)',
  ],
  [/^version https:\/\/git-lfs\.github\.com\//, 'a git-lfs pointer without the file (git lfs pull)'],
];

/** What a file is that holds only the place of another, and how to fetch that; null if it is none. */
export function pointerIn(bytes: Uint8Array): string | null {
  const text = String.fromCharCode(...bytes.subarray(0, 64));
  return POINTERS.find(([form]) => form.test(text))?.[1] ?? null;
}
