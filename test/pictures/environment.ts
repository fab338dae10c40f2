/** Imported before the app: pictures are the same wherever they are made. */
process.env.FORCE_COLOR = '1';
process.env.TZ = 'UTC';
process.env.LC_ALL = 'C.UTF-8';
delete process.env.NO_COLOR;
