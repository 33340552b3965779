using System.CommandLine;
using Slipway.Cli.Rollouts;

namespace Slipway.Cli.Commands;

/// <summary><c>slipway status NAME</c>: what serves, how well, and what is going on.</summary>
internal static class StatusCommand
{
    public static Command Create() => Showing("status", "Show what a model serves, and what is going on.", RolloutReport.WriteStatus);

    /// <summary>A command that shows something of a model.</summary>
    internal static Command Showing(string name, string description, Action<Api.ModelDeployment, TextWriter> write)
    {
        var output = OutputOption.Create();
        return ModelArguments.With(new Command(name, description) { output }, (_, model, result, _) =>
        {
            var writer = result.InvocationConfiguration.Output;
            if (OutputOption.IsJson(result, output))
                RolloutReport.WriteJson(model, writer);
            else
                write(model, writer);
            return Task.FromResult(ExitCodes.Ok);
        });
    }
}
