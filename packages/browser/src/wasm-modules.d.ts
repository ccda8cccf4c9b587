declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  const make: (options?: object) => Promise<unknown>;
  export default make;
}
