const _imports_0 = "/assets/report.DmHFtjEi.png";
export {
  _imports_0 as _
};
