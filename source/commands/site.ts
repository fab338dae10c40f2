import {isDeepStrictEqual} from 'node:util';
import {UsageRefusal} from '../domain/refusal.js';
import {
	readSiteName,
	secretVariable,
	type Site,
	siteNamed,
	withoutSite,
	withRenamed,
} from '../domain/site.js';
import {SiteBook} from '../storage/site-book.js';
import {SiteInUse} from '../storage/site-in-use.js';
import {counted} from '../text/count.js';
import {addSite, addSitesFrom} from './add-sites.js';
import {type Command, defineCommand, exitCode} from './command.js';
import {listSites, siteRecord} from './list-sites.js';
import {printJson, printLine} from './output.js';
import {type Forms, runForm} from './run-form.js';
import {type SiteContext, siteFlags} from './site-flags.js';
import {withStore} from './with-store.js';

const bookOf = ({machine, sender}: SiteContext): SiteBook => new SiteBook(machine, sender.configFolder);

/** The site as the flags ask for it. */
const altered = (site: Site, {flags}: SiteContext): Site => {
	const {label, color, tag = [], untag = []} = flags;
	const strange = [label, ...tag].find(
		word => word !== undefined && !/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(word),
	);
	if (strange !== undefined)
		throw new UsageRefusal(
			`“${strange}” cannot be a label or a tag: expected one word of letters, digits, dots, hyphens and underscores.`,
		);
	const {color: before, ...uncolored} = site;
	const chosen = color === undefined ? before : color === 'none' ? undefined : color;
	return {
		...uncolored,
		...(label !== undefined && {label}),
		...(chosen !== undefined && {color: chosen}),
		tags: [...new Set([...(site.tags ?? []), ...tag])].filter(each => !untag.includes(each)),
	};
};

const isAlteration = ({flags: {label, color, tag = [], untag = []}}: SiteContext): boolean =>
	[label ?? [], color ?? [], tag, untag].flat().length > 0;

/** Resolves to whether that altered anything. */
const setReadOnly = async (context: SiteContext, site: Site): Promise<boolean> => {
	const {readOnly} = context.flags;
	if (readOnly === undefined) return false;
	const inUse = new SiteInUse(site, false, bookOf(context));
	const change = await withStore({...context, folder: site.folder, site: inUse}, async store =>
		store.setReadOnly(context.actor, readOnly === 'on'),
	);
	return change !== undefined;
};

const set = async (context: SiteContext, [name]: readonly string[]): Promise<number> => {
	if (!isAlteration(context) && context.flags.readOnly === undefined)
		throw new UsageRefusal('Say what to set: --label, --color, --tag, --untag or --read-only.');
	const book = bookOf(context);
	const site = siteNamed(book.read(), name!);
	const isOther = await setReadOnly(context, site);
	const sites = isAlteration(context)
		? await book.update(known => {
				const wanted = altered(siteNamed(known, name!), context);
				return known.map(each => (each.name === wanted.name ? wanted : each));
			})
		: book.read();
	const now = siteNamed(sites, site.name);
	const {stdout, flags} = context;
	if (flags.quiet && !isOther && isDeepStrictEqual(siteRecord(now), siteRecord(site))) return exitCode.done;
	const readOnly = flags.readOnly === undefined ? '' : `; read-only ${flags.readOnly}`;
	if (flags.json) printJson(stdout, siteRecord(now));
	else printLine(stdout, `Site ${now.name} is set${readOnly}.`);
	return exitCode.done;
};

const add = async (context: SiteContext, [name]: readonly string[]): Promise<number> => {
	const {flags, stdout} = context;
	const {from, store} = flags;
	if ((from === undefined) === (name === undefined) || (from !== undefined && store !== undefined))
		throw new UsageRefusal(
			'Name the site, or a file with many: chatlogs site add NAME [--store DIR], or site add --from FILE.',
		);
	const added = from === undefined ? [await addSite(context, name!)] : await addSitesFrom(context, from);
	if (flags.json) printJson(stdout, {added: added.map(site => siteRecord(site))});
	else {
		for (const site of added) printLine(stdout, `Site ${site.name}: the store in ${site.folder}`);
		if (from !== undefined) printLine(stdout, `Added ${counted(added.length, 'site')}.`);
	}

	return exitCode.done;
};

const rename = async (context: SiteContext, [from, to]: readonly string[]): Promise<number> => {
	const name = readSiteName(to!);
	const before = readSiteName(from!);
	const sites = await bookOf(context).update(known => withRenamed(known, siteNamed(known, from!), name));
	const {stdout, flags} = context;
	if (flags.quiet && name === before) return exitCode.done;
	if (flags.json) printJson(stdout, siteRecord(siteNamed(sites, name)));
	else
		printLine(
			stdout,
			`Site ${before} is ${name} now. The client secret of its PBX is looked for in ${secretVariable({name})}.`,
		);
	return exitCode.done;
};

const remove = async (context: SiteContext, [name]: readonly string[]): Promise<number> => {
	let gone: Site | undefined;
	await bookOf(context).update(sites => {
		gone = siteNamed(sites, name!);
		return withoutSite(sites, gone.name);
	});
	const {stdout, flags} = context;
	if (flags.json) printJson(stdout, {removed: siteRecord(gone!)});
	else printLine(stdout, `Site ${gone!.name} is no site any more. Its store stays in ${gone!.folder}`);
	return exitCode.done;
};

const forms: Forms<typeof siteFlags> = {
	add: {takes: [0, 1], flags: ['from'], run: add},
	list: {takes: [0, 0], flags: [], run: listSites},
	set: {takes: [1, 1], flags: ['label', 'color', 'tag', 'untag', 'readOnly'], run: set},
	rename: {takes: [2, 2], flags: [], run: rename},
	remove: {takes: [1, 1], flags: [], run: remove},
};

export const site: Command = defineCommand({
	name: 'site',
	summary: 'names for the stores of several PBXs',
	usage: [
		'site [list] [--json]',
		'site add NAME [--store DIR]',
		'site add --from FILE',
		'site set NAME [--label WORD] [--color COLOR] [--tag T] [--untag T] [--read-only on|off]',
		'site rename NAME NEW',
		'site remove NAME',
	],
	words: Object.keys(forms),
	isWithoutStore: true,
	flags: siteFlags,
	examples: [
		{line: 'site add berlin --store /srv/chatlogs/berlin', explanation: 'from now on: --site berlin'},
		{
			line: 'site add hamburg',
			explanation: 'names the store that is in use, if it is no site yet; else makes one',
		},
		{line: 'site add --from sites.txt', explanation: 'a name and a folder on each line; all of them or none'},
		{line: 'site set berlin --read-only on', explanation: 'nothing in the store changes, by any way'},
		{line: 'site remove berlin', explanation: 'forgets the name; the store stays as it is'},
	],
	async run(context) {
		const [form = 'list', ...names] = context.input;
		return runForm(
			context,
			'site',
			forms,
			[form, ...names],
			'After site comes add NAME, list, set NAME, rename NAME NEW, or remove NAME: chatlogs site --help',
		);
	},
});
