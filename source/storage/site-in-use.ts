import {Refusal, StoreRefusal} from '../domain/refusal.js';
import {mismatch, type Site, siteLabel, type StoreMarks} from '../domain/site.js';
import {realFolder} from './real-folder.js';
import {type SiteBook} from './site-book.js';
import {type Store} from './store.js';

type Marked = Pick<Store, 'folder' | 'identity' | 'connection'>;

/** What an open store has for telling it from others. */
export const marksOf = ({folder, identity, connection}: Marked): StoreMarks => ({
	folder: realFolder(folder),
	...(identity.id !== undefined && {store: identity.id}),
	...(connection && {sn: connection.sn}),
});

/** The site that a process works with. */
export class SiteInUse {
	readonly site: Site;
	/** Whether there is no other site. */
	readonly isOnly: boolean;
	readonly #book: SiteBook;

	constructor(site: Site, isOnly: boolean, book: SiteBook) {
		this.site = site;
		this.isOnly = isOnly;
		this.#book = book;
	}

	get name(): string {
		return this.site.name;
	}

	get label(): string {
		return siteLabel(this.site);
	}

	/** @throws StoreRefusal if its folder became a link to another one */
	refuseMoved(): void {
		this.refuseOther({...this.site, folder: realFolder(this.site.folder)});
	}

	/** @throws StoreRefusal if something else was put into the place of the site's store */
	refuseOther(found: StoreMarks): void {
		const {name, folder} = this.site;
		const reason = mismatch(this.site, found);
		if (reason !== undefined)
			throw new StoreRefusal(
				`${folder} ${reason}, so it is not the site ${name} any more. Put the right store there; or, if this is it: chatlogs site remove ${name}, then chatlogs site add ${name} --store ${folder}`,
			);
	}

	/**
	Remembers what the store became while it was open: its id after its first change, or another PBX. What was done is
	done, so a failure can wait for the next time.
	*/
	async learn(store: Marked): Promise<void> {
		const {site} = this;
		const {store: id = site.store, sn = site.sn} = marksOf(store);
		if (id === site.store && sn === site.sn) return;
		const isIt = ({name, folder}: Site): boolean => name === site.name && folder === site.folder;
		try {
			await this.#book.update(sites =>
				sites.map(each => (isIt(each) ? {...each, ...(id && {store: id}), ...(sn && {sn})} : each)),
			);
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
		}
	}
}
