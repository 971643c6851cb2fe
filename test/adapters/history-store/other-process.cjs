// Another program over the same file, to hold a lock for as long as it is asked to.
const { DatabaseSync } = require('@photostructure/sqlite');

const [path, holdMs] = process.argv.slice(2);
const database = new DatabaseSync(path);
database.exec('BEGIN IMMEDIATE');
process.stdout.write('locked\n');
setTimeout(() => {
  database.exec('ROLLBACK');
  database.close();
}, Number(holdMs));
