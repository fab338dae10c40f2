/** The obstacle, as it goes on after “X cannot be used: ”, and what to do about it. */
export interface SystemTrouble {
	readonly reason: string;
	readonly remedy: string;
}

const trouble = (reason: string, remedy: string): SystemTrouble => ({reason, remedy});

const notAllowed = trouble('this user may not', 'Check its owner and mode, and those of its folder.');
const fileLimit = 'Raise the limit (ulimit -n), or end what holds so many.';

/** By the code that Node takes from errno(3). */
const troubles: Readonly<Record<string, SystemTrouble>> = {
	ENOENT: trouble('there is no such file', 'Check the path.'),
	ENOTDIR: trouble('a part of its path is a file, not a folder', 'Check the path.'),
	EISDIR: trouble('it is a folder', 'Name a file.'),
	ELOOP: trouble('it is a symbolic link', 'Put the file itself there.'),
	ENAMETOOLONG: trouble('its name is too long', 'Choose a shorter one.'),
	EACCES: notAllowed,
	EPERM: notAllowed,
	EROFS: trouble('the file system is mounted read-only', 'Mount it for writing, or choose another.'),
	ENOSPC: trouble('the disk is full', 'Free some space and try again; nothing is lost.'),
	EDQUOT: trouble('the quota is used up', 'Free some space and try again; nothing is lost.'),
	EFBIG: trouble(
		'it would be larger than the file system or the limit of this user (ulimit -f) allows',
		'Raise the limit and try again; nothing is lost.',
	),
	EMFILE: trouble('this process has too many files open', fileLimit),
	ENFILE: trouble('this machine has too many files open', fileLimit),
	ENOMEM: trouble('the machine is out of memory', 'End what needs so much, and try again.'),
	EIO: trouble('the disk reports an error', 'Check the disk before going on.'),
	ESTALE: trouble('the file server does not know it any more', 'Mount the file system again.'),
	ENOTCONN: trouble('the file server cannot be reached', 'Mount the file system again.'),
	EBUSY: trouble('something else on this machine is using it', 'Try again when that has ended.'),
	ETXTBSY: trouble('something else on this machine is using it', 'Try again when that has ended.'),
	ENXIO: trouble('it is no plain file', 'Take it away.'),
	ENOTEMPTY: trouble('its folder is not empty', 'Look what is in it.'),
	EEXIST: trouble('something is there already', 'Look what it is.'),
};

/** These mean a mistake in this program. */
const mistakes: ReadonlySet<string> = new Set(['EINVAL', 'EBADF', 'EFAULT']);

/**
The meaning of an operating system's error for an administrator; `undefined` if it is no such error, but a bug.
@param own the meaning of some codes for this particular file
*/
export const systemTrouble = (
	error: unknown,
	own: Readonly<Record<string, SystemTrouble>> = {},
): SystemTrouble | undefined => {
	const {code, syscall} = error as NodeJS.ErrnoException;
	if (!(error instanceof Error) || code === undefined || syscall === undefined || mistakes.has(code))
		return undefined;
	return (
		own[code] ??
		troubles[code] ??
		trouble(`the operating system reports ${code}`, 'Look up what that means there.')
	);
};
