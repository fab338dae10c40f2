import path from 'node:path';
import {UsageRefusal} from '../domain/refusal.js';
import {certificateBlocker} from '../exchange/http/address.js';
import {type Certificate, certificateOf} from '../exchange/http/certificate.js';
import {NoAnswer} from '../exchange/http/no-answer.js';
import {readPin} from '../exchange/http/trust.js';
import {readPbxAddress} from '../exchange/yeastar/api/address.js';
import {PbxTrouble} from '../exchange/yeastar/api/trouble.js';
import {type ConnectionRecord, type PbxWay} from '../exchange/yeastar/connection/connection-record.js';
import {choose} from './confirm.js';
import {canAsk, printLine} from './output.js';
import {type PbxContext} from './pbx-flags.js';

const trustIn = (
	{ca, pin}: PbxContext['flags'],
	known: PbxWay | undefined,
): Pick<PbxWay, 'caFile' | 'pin'> => {
	if (ca !== undefined && pin !== undefined)
		throw new UsageRefusal('--ca and --pin exclude each other: a pinned certificate needs no authority.');
	if (ca !== undefined) return {caFile: path.resolve(ca)};
	if (pin !== undefined) return {pin: readPin(pin)};
	return {
		...(known?.caFile !== undefined && {caFile: known.caFile}),
		...(known?.pin !== undefined && {pin: known.pin}),
	};
};

/**
The way to the PBX as the arguments have it; what they do not say stays as it was with the same PBX.
@throws UsageRefusal if something is missing, or cannot be used
*/
export const readWay = ({input, flags}: PbxContext, known?: ConnectionRecord): PbxWay => {
	const [, address = known?.origin] = input;
	if (address === undefined)
		throw new UsageRefusal('Name the PBX: chatlogs pbx connect https://HOST:PORT --client-id ID');
	const allowHttp = flags.allowHttp === true || (known?.allowHttp === true && known.origin === address);
	const origin = readPbxAddress(address, allowHttp);
	const same = known?.origin === origin ? known : undefined;
	const clientId = flags.clientId ?? same?.clientId;
	if (clientId === undefined)
		throw new UsageRefusal('Say which application it is: --client-id ID, as Integrations > API shows it.');
	const secretFile = flags.secretFile === undefined ? same?.secretFile : path.resolve(flags.secretFile);
	return {
		origin,
		clientId,
		...trustIn(flags, same),
		...(secretFile !== undefined && {secretFile}),
		...(allowHttp && {allowHttp}),
	};
};

const shownBy = async (
	{environment}: PbxContext,
	origin: string,
	signal: AbortSignal,
): Promise<Certificate> => {
	const blocker = certificateBlocker(environment);
	if (blocker !== undefined) throw new PbxTrouble('certificate', blocker);
	try {
		return await certificateOf(origin, environment, signal);
	} catch (error) {
		if (!(error instanceof NoAnswer)) throw error;
		throw new PbxTrouble('unreachable', `The PBX at ${origin} cannot be reached: ${error.message}.`);
	}
};

/**
The way with a certificate that somebody trusts. One that no authority vouches for is shown, and pinned at a `y`.
@throws PbxTrouble if nobody can be asked; Refusal if the answer was another
*/
export const agreeOnCertificate = async (
	context: PbxContext,
	way: PbxWay,
	signal: AbortSignal,
): Promise<PbxWay> => {
	if (way.origin.startsWith('http:') || way.caFile !== undefined || way.pin !== undefined) return way;
	const {fingerprint, subject, issuer, validTo, isTrusted} = await shownBy(context, way.origin, signal);
	if (isTrusted) return way;
	if (!canAsk(context))
		throw new PbxTrouble(
			'certificate',
			`No authority that this system knows vouches for the certificate of ${way.origin}, and without a terminal nobody can be asked. Nothing was sent. Look at the PBX which one it has (Security > Certificate), and pin it, --pin SHA256, or name its authority, --ca FILE. Shown was SHA-256 ${fingerprint}`,
		);
	printLine(
		context.stderr,
		`No authority that this system knows vouches for the certificate of ${way.origin}:`,
	);
	const pairs = [
		['SHA-256', fingerprint],
		['For', subject.replaceAll('\n', ', ')],
		['Issued by', issuer.replaceAll('\n', ', ')],
		['Valid until', validTo],
	] as const;
	for (const [name, value] of pairs) printLine(context.stderr, `  ${name.padEnd(11)}  ${value}`);
	printLine(context.stderr, 'Compare it with the one that the PBX has: Security > Certificate.');
	await choose(context, 'Is it the same, and shall it alone be trusted from now on? Type y', ['y']);
	return {...way, pin: fingerprint};
};
