using Slipway.Tests.Support.Processes;

namespace Slipway.EndToEnd.Harness;

/// <summary>A command line ended with an error.</summary>
public sealed class CommandFailedException(string program, IEnumerable<string> arguments, ProcessResult result)
    : Exception($"{program} {string.Join(' ', arguments)}: exit code {result.ExitCode}\n{result.Output}\n{result.Errors}");
