/** Stands in for Electron in the command line's bundle, where electron-store would ask for it. */
export default {};
