import path from 'node:path';
import {Refusal, StoreRefusal, UsageRefusal} from '../domain/refusal.js';
import {readSiteName, type Site, withSite} from '../domain/site.js';
import {isStore, openStore} from '../storage/open-store.js';
import {realFolder} from '../storage/real-folder.js';
import {SiteBook} from '../storage/site-book.js';
import {marksOf} from '../storage/site-in-use.js';
import {type Context} from './command.js';
import {textOfNamed} from './named-file.js';
import {makeStore} from './new-store.js';
import {usualFolder} from './which-store.js';

/** @throws StoreRefusal if no store is there, or it cannot be read */
const siteAt = async (name: string, folder: string, {machine}: Pick<Context, 'machine'>): Promise<Site> => {
	if (!isStore(machine.files, folder))
		throw new StoreRefusal(
			`There is no store in ${folder}. To make one for the site ${name}, leave out --store; to use this folder, import something into it first: chatlogs import FILE… --store ${folder}`,
		);
	const store = await openStore(folder, machine, () => true);
	try {
		return {name, ...marksOf(store)};
	} finally {
		await store.close();
	}
};

/** The folder of a store that no flag names: that in use without sites, if it is no site yet, else a new one. */
const folderFor = async (name: string, context: Context, sites: readonly Site[]): Promise<string> => {
	const {machine, environment, dataFolder} = context;
	const {CHATLOGS_STORE: named = ''} = environment;
	const inUse = realFolder(named === '' ? usualFolder(dataFolder) : named);
	if (isStore(machine.files, inUse) && sites.every(({folder}) => folder !== inUse)) return inUse;
	const folder = path.join(dataFolder, 'sites', name);
	if (!isStore(machine.files, folder)) await makeStore({folder, machine});
	return realFolder(folder);
};

/**
Adds one site.
@throws Refusal if it cannot be told from another one
@throws StoreRefusal if its store cannot be used
*/
export const addSite = async (context: Context, text: string): Promise<Site> => {
	const {machine, sender, flags} = context;
	const name = readSiteName(text);
	const book = new SiteBook(machine, sender.configFolder);
	// Looked at first, so that no store is made for a name that is taken.
	const sites = book.read();
	withSite(sites, {name, folder: ''});
	const folder = flags.store === undefined ? await folderFor(name, context, sites) : realFolder(flags.store);
	const site = await siteAt(name, folder, context);
	await book.update(known => withSite(known, site));
	return site;
};

const lineForm = /^(\S+)\s+(\S.*)$/;

/**
Adds the sites that a file names, all or none of them.
@throws Refusal that names the line with the mistake
*/
export const addSitesFrom = async (context: Context, file: string): Promise<readonly Site[]> => {
	const {machine, sender} = context;
	const lines = textOfNamed(machine.files, file).split(/\r?\n/);
	const book = new SiteBook(machine, sender.configFolder);
	let known = book.read();
	const added: Site[] = [];
	for (const [index, line] of lines.entries()) {
		const text = line.trim();
		if (text === '' || text.startsWith('#')) continue;
		try {
			const [, name, folder] = lineForm.exec(text) ?? [];
			if (name === undefined) throw new UsageRefusal('expected a name, blanks, and a folder.');
			const site = await siteAt(readSiteName(name), realFolder(folder!), context);
			known = withSite(known, site);
			added.push(site);
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			throw new Refusal(`No site was added. ${file}, line ${index + 1}: ${error.message}`, {cause: error});
		}
	}

	await book.update(sites => added.reduce(withSite, sites));
	return added;
};
