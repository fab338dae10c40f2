import {UsageRefusal} from '../domain/refusal.js';
import {openSigningKey, renewSigningKey} from '../storage/proof/signing-key.js';
import {type Context, defineCommand, exitCode, type Flags} from './command.js';
import {printJson, printLine} from './output.js';
import {verifyReceipt} from './receipt-verify.js';

const flags = {
	key: {
		type: 'string',
		value: 'FINGERPRINT',
		explanation: 'who must have signed it, as `receipt key` prints it, or a later key signed by that one',
	},
	customer: {
		type: 'string',
		value: 'NUMBER|-',
		explanation: 'also look for this number or id in the bytes of every file; - reads it from stdin',
	},
	head: {
		type: 'string',
		value: 'DIGEST',
		explanation: 'an older digest, as `check` prints it, which the journal must go on from',
	},
	new: {type: 'boolean', explanation: 'with key: make a new one, signed by the old, which is destroyed'},
} as const satisfies Flags;

const tellKey = async ({machine, sender, stdout, flags: given}: Context<typeof flags>): Promise<number> => {
	const open = given.new ? renewSigningKey : openSigningKey;
	const {fingerprint, earlier} = await open(machine, sender.configFolder);
	if (given.json) printJson(stdout, {fingerprint, earlier});
	else {
		printLine(stdout, fingerprint);
		for (const before of earlier.toReversed()) printLine(stdout, `signed by ${before}`);
	}

	return exitCode.done;
};

export const receipt = defineCommand({
	name: 'receipt',
	summary: 'check a signed receipt of what was purged or erased, against its stores as they are',
	usage: [
		'receipt verify FILE [--key FINGERPRINT] [--customer NUMBER|-] [--head DIGEST] [--json]',
		'receipt key [--new] [--json]',
	],
	words: ['verify', 'key'],
	isWithoutStore: true,
	flags,
	examples: [
		{line: 'receipt verify proof.json', explanation: 'only reads; exit code 0 only if all of it holds'},
		{
			line: 'receipt verify proof.json --key 3f0c… --customer -',
			explanation: 'signed by that key, and nothing left of the customer typed in',
		},
		{line: 'receipt key', explanation: 'the fingerprint for those who check receipts'},
	],
	async run(context) {
		const [word, file, ...rest] = context.input;
		const {key, customer, head, new: renew} = context.flags;
		if (word === 'verify' && file !== undefined && rest.length === 0 && !renew)
			return verifyReceipt(context, file, {key, customer, head});
		const isPlain = [key, customer, head].every(value => value === undefined);
		if (word === 'key' && file === undefined && isPlain) return tellKey(context);
		throw new UsageRefusal(
			'After receipt, chatlogs expects verify with a file, or key: chatlogs receipt verify FILE',
		);
	},
});
