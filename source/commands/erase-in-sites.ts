import {type Erasure} from '../domain/erase/erasure-place.js';
import {Refusal} from '../domain/refusal.js';
import {type Site} from '../domain/site.js';
import {type Erase, ErasureReceiptInSites} from '../exchange/erase/erasure-receipt-in-sites.js';
import {SiteBook} from '../storage/site-book.js';
import {SiteInUse} from '../storage/site-in-use.js';
import {type Store} from '../storage/store.js';
import {type Context, exitCode} from './command.js';
import {interruptible} from './interruptible.js';
import {beginReceipt, type ReceiptContext, tellReceipt} from './receipt-file.js';
import {tellOf} from './tell-error.js';
import {Captured} from './together/captured.js';
import {notBegun, type SiteOutcome} from './together/outcomes.js';
import {jointCode, printCount, printOutputs, printTroubles} from './together/print-outputs.js';
import {type SiteReport} from './together/site-task.js';

/** Has erasures run, so that a receipt can tell of them. */
export type Prove = (store: Store, erase: Erase) => Promise<readonly Erasure[]>;

/** Erases in the store of the context; resolves to the exit code. */
type EraseInStore<Given extends Context> = (context: Given, prove: Prove) => Promise<number>;

/** What became of it in one site; the trouble is told, not thrown. */
const reportOn = async <Given extends Context>(
	context: Given,
	site: SiteInUse,
	erase: (context: Given) => Promise<number>,
): Promise<SiteReport> => {
	const [stdout, stderr] = [new Captured(false), new Captured(false)];
	try {
		const code = await erase({...context, stdout, stderr, site, folder: site.site.folder});
		return {code, stdout: stdout.text, stderr: stderr.text};
	} catch (error) {
		const {message, kind} = tellOf(error);
		return {code: exitCode[kind], trouble: {message, kind}, stdout: stdout.text, stderr: stderr.text};
	}
};

/**
Erases in several sites, one after the other in this process, which may have read who it is about from standard input,
and writes one receipt of them all. Trouble in one site does not stop the others; a signal lets no further one begin.
@returns the exit code
@throws Refusal before anything is done, if no receipt can be written
*/
export const eraseInSites = async <Given extends ReceiptContext & Context>(
	context: Given,
	sites: readonly Site[],
	erase: EraseInStore<Given>,
): Promise<number> => {
	const {machine, sender, actor} = context;
	const book = new SiteBook(machine, sender.configFolder);
	const draft = await beginReceipt(
		context,
		sites.map(({folder}) => folder),
	);
	const receipt = draft && new ErasureReceiptInSites(draft);
	const eraseIn = async (site: Site): Promise<SiteReport> => {
		const inUse = new SiteInUse(site, false, book);
		return reportOn(context, inUse, async within => {
			const work = async (prove: Prove): Promise<number> => {
				inUse.refuseMoved();
				return erase(within, prove);
			};
			return receipt ? receipt.in(site, work) : work(async (_, run) => run());
		});
	};

	const outcomes: SiteOutcome[] = [];
	await interruptible(new Refusal('Ended.'), async ended => {
		for (const site of sites) {
			if (ended.aborted) receipt?.skip(site, 'the command was ended before');
			outcomes.push({site, report: ended.aborted ? notBegun : await eraseIn(site)});
		}
	});
	try {
		const written = await receipt?.finish(actor, machine.now());
		if (written) tellReceipt(context, written);
	} finally {
		// What is gone is told although no receipt could be written of it.
		printOutputs(context, outcomes);
		printCount(context, outcomes);
		printTroubles(context, outcomes);
	}

	return jointCode(outcomes);
};
