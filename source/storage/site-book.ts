import path from 'node:path';
import {StoreRefusal} from '../domain/refusal.js';
import {isSiteName, type Site, siteColors} from '../domain/site.js';
import {readFile, replaceFile} from './file-system.js';
import {isPath, isText, listOf, maybe, oneOf, readForm, recordOf} from './form.js';
import {whileLocked} from './lock.js';
import {type Machine} from './machine.js';
import {makeFolder} from './make-folder.js';

/** In bytes; enough for ten thousand sites. */
const sizeLimit = 8_388_608;

const isSite = recordOf<Site>({
	name: (value): value is string => isText(value) && isSiteName(value),
	folder: isPath,
	store: maybe(isText),
	sn: maybe(isText),
	label: maybe(isText),
	color: maybe(oneOf(siteColors)),
	tags: maybe(listOf(isText)),
	formerNames: maybe(listOf(isText)),
});

const isBook = recordOf<{readonly sites: readonly Site[]}>({sites: listOf(isSite)});

/** The sites of one person, in their configuration folder, for all their processes. */
export class SiteBook {
	readonly #machine: Pick<Machine, 'files' | 'lock'>;
	readonly #folder: string;

	constructor(machine: Pick<Machine, 'files' | 'lock'>, configFolder: string) {
		this.#machine = machine;
		this.#folder = configFolder;
	}

	/**
	In the order of their names.
	@throws StoreRefusal if the file cannot be used; it stays as it is
	*/
	read(): readonly Site[] {
		const {files} = this.#machine;
		const status = files.stat(this.#file);
		if (status === undefined) return [];
		const isReadable = status.kind === 'file' && status.size <= sizeLimit;
		const book = isReadable ? readForm(readFile(files, this.#file).toString('utf8'), isBook) : undefined;
		if (book !== undefined) return book.sites;
		throw new StoreRefusal(
			`${this.#file} is not as chatlogs writes it, so nobody can tell which store is which site. It was left as it is, and so were the stores. Mend it or bring it back from a backup; or take it away, and name the sites anew: chatlogs site add --from FILE. Until then a store is named by its folder: --store DIR`,
		);
	}

	/**
	Alters the sites as they are on disk now, also if another process wrote them.
	@returns the sites afterwards, once they are durable
	@throws StoreRefusal if they cannot be read or written; they stay as they are
	*/
	async update(alter: (sites: readonly Site[]) => readonly Site[]): Promise<readonly Site[]> {
		const {files, lock} = this.#machine;
		await makeFolder(files, this.#folder);
		const lockFile = path.join(this.#folder, 'sites.lock');
		files.open(lockFile, 'write').close();
		return whileLocked(lock(lockFile), async () => {
			const before = this.read();
			const sites = alter(before);
			if (sites !== before)
				await replaceFile(files, this.#file, `${JSON.stringify({sites}, undefined, '\t')}\n`);
			return sites;
		});
	}

	get #file(): string {
		return path.join(this.#folder, 'sites.json');
	}
}
