/** Imported before the screen: it asks the environment what it shall look like when it is loaded. */
process.env.CHATLOGS_ACCESSIBLE = '1';
