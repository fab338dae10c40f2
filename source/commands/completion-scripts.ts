const bash = `# chatlogs: completion for bash
_chatlogs() {
	local candidate
	COMPREPLY=()
	while IFS= read -r candidate; do
		COMPREPLY+=("$candidate")
	done < <(chatlogs completion bash -- "\${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null)
}
complete -o nospace -o bashdefault -o default -F _chatlogs chatlogs
`;

const zsh = `#compdef chatlogs
# chatlogs: completion for zsh
_chatlogs() {
	local value hint
	local -a ended ended_hints open open_hints
	while IFS=$'\\t' read -r value hint; do
		if [[ $value == *[:=] ]]; then
			open+=("$value") open_hints+=("$value  $hint")
		else
			ended+=("$value") ended_hints+=("$value  $hint")
		fi
	done < <(chatlogs completion zsh -- "\${(j: :)words[1,CURRENT-1]} $QIPREFIX$PREFIX" 2>/dev/null)
	if ((\${#open} + \${#ended} == 0)); then
		_files
		return
	fi
	((\${#open})) && compadd -l -S '' -d open_hints -a open
	((\${#ended})) && compadd -l -d ended_hints -a ended
	return 0
}
if [[ $funcstack[1] == _chatlogs ]]; then
	_chatlogs "$@"
else
	compdef _chatlogs chatlogs
fi
`;

const fish = String.raw`# chatlogs: completion for fish
function __chatlogs_complete
	set -l found (chatlogs completion fish -- (commandline -cp) 2>/dev/null)
	if test (count $found) -gt 0
		printf '%s\n' $found
	else
		__fish_complete_path (commandline -ct)
	end
end
complete -c chatlogs -f -a '(__chatlogs_complete)'
`;

/** The script that each shell reads once. It only asks the program, which knows the answers. */
export const completionScripts = {bash, zsh, fish} as const;
