import {Refusal} from '../domain/refusal.js';
import {type Site, siteLabel} from '../domain/site.js';
import {isoTime} from '../exchange/export/iso-time.js';
import {isStore} from '../storage/open-store.js';
import {realFolder} from '../storage/real-folder.js';
import {SiteBook} from '../storage/site-book.js';
import {lastSyncIn} from '../storage/sync-time.js';
import {formatAge} from '../text/time.js';
import {exitCode} from './command.js';
import {printJson} from './output.js';
import {type Column, printTable} from './print-table.js';
import {type SiteContext} from './site-flags.js';

interface Listed {
	readonly site: Site;
	/** What keeps its store from being opened, as far as that shows without opening it; empty if nothing does. */
	readonly trouble: string;
	/** When all that its PBX had was there last, in Unix seconds. */
	readonly lastSync: number | 'never' | 'unknown';
}

/** Empty where there is no PBX, or nobody can tell. */
const lastSyncText = ({site, trouble, lastSync}: Listed, now: number): string => {
	if (trouble !== '') return '';
	if (typeof lastSync === 'number') return formatAge(lastSync, now);
	return site.sn === undefined ? '' : lastSync;
};

const columnsAt = (now: number): readonly Column<Listed>[] => [
	{title: 'Site', cell: ({site}) => site.name},
	{title: 'Label', cell: ({site}) => siteLabel(site), canShrink: true},
	{title: 'Tags', cell: ({site}) => (site.tags ?? []).join(','), canShrink: true},
	{title: 'PBX', cell: ({site}) => site.sn ?? ''},
	{title: 'Store', cell: ({site}) => site.folder, canShrink: true},
	{title: 'Last sync', cell: listed => lastSyncText(listed, now)},
	{title: 'Trouble', cell: ({trouble}) => trouble},
];

/** A site as scripts see it. */
export const siteRecord = (site: Site): object => ({
	site: site.name,
	label: siteLabel(site),
	color: site.color ?? null,
	tags: site.tags ?? [],
	store: site.folder,
	id: site.store ?? null,
	sn: site.sn ?? null,
});

/** `site list`: opens no store, so that it is quick with any number of them. */
export const listSites = ({machine, sender, stdout, flags}: SiteContext): number => {
	const troubleOf = ({folder}: Site): string => {
		try {
			return isStore(machine.files, folder) ? (realFolder(folder) === folder ? '' : 'swapped') : 'missing';
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			return 'unreadable';
		}
	};

	const sites = new SiteBook(machine, sender.configFolder).read().map((site): Listed => {
		const trouble = troubleOf(site);
		const store = {folder: site.folder, files: machine.files};
		return {site, trouble, lastSync: trouble ? 'unknown' : lastSyncIn(store, machine.now())};
	});
	if (flags.json)
		printJson(stdout, {
			sites: sites.map(({site, trouble, lastSync}) => ({
				...siteRecord(site),
				lastSync: typeof lastSync === 'number' ? isoTime(lastSync) : null,
				trouble: trouble || null,
			})),
		});
	else printTable(stdout, columnsAt(machine.now()), sites);
	return exitCode.done;
};
