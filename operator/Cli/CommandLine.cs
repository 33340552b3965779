using System.CommandLine;
using Slipway.Cli.Commands;
using Slipway.Kubernetes.Configuration;

namespace Slipway.Cli;

/// <summary>The <c>slipway</c> program.</summary>
internal static class CommandLine
{
    /// <summary>Runs the command that the arguments name.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments, InvocationConfiguration invocation)
    {
        var result = Root().Parse(arguments);
        if (result.Errors.Count > 0)
        {
            foreach (var error in result.Errors)
                await invocation.Error.WriteLineAsync($"{ProgramName.Current}: {error.Message}");
            await invocation.Error.WriteLineAsync($"Try '{HelpOf(result)}'.");
            return ExitCodes.Usage;
        }
        try
        {
            return await result.InvokeAsync(invocation);
        }
        catch (KubernetesConfigurationException error)
        {
            await invocation.Error.WriteLineAsync($"{ProgramName.Current}: {error.Message}");
            return ExitCodes.Configuration;
        }
    }

    private static RootCommand Root() => new("Serves ONNX models on Kubernetes: the operator and its tools.")
    {
        ManagerCommand.Create(),
        GatewayCommand.Create(),
        LocalCommand.Create(),
        CheckCommand.Create(),
        StatusCommand.Create(),
        RolloutCommand.Create(),
        GenerateCommand.Create(),
    };

    private static string HelpOf(ParseResult result)
    {
        var names = new Stack<string>();
        for (var command = result.CommandResult; command is not null; command = command.Parent as System.CommandLine.Parsing.CommandResult)
        {
            if (command.Command is not RootCommand)
                names.Push(command.Command.Name);
        }
        return $"{ProgramName.Current} {string.Concat(names.Select(name => $"{name} "))}--help";
    }
}
