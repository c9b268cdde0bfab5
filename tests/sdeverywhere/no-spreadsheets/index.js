// In place of the reader of spreadsheets, which SDEverywhere asks for this and no more.
export default { set_fs() {} };
