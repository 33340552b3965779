using System.CommandLine;
using Slipway.Api;
using Slipway.Cli.Rollouts;

namespace Slipway.Cli.Commands;

/// <summary><c>slipway status NAME</c>: what serves, how well, and what is going on.</summary>
internal static class StatusCommand
{
    public static Command Create() => Following("status", "Show what a model serves, and what is going on.", RolloutReport.WriteStatus, untilSettled: false);

    /// <summary>A command that shows something of a model once, or follows it.</summary>
    internal static Command Following(string name, string description, Action<ModelDeployment, TextWriter> write, bool untilSettled)
    {
        var watch = WatchOption.Create(untilSettled);
        var command = Showing(name, description, write, watch, untilSettled);
        command.Options.Add(watch);
        return command;
    }

    /// <summary>A command that shows something of a model.</summary>
    internal static Command Showing(
        string name, string description, Action<ModelDeployment, TextWriter> write, Option<bool>? watch = null, bool untilSettled = false)
    {
        var output = OutputOption.Create();
        return ModelArguments.With(new Command(name, description) { output }, (client, model, result, cancellationToken) =>
        {
            var writer = result.InvocationConfiguration.Output;
            var asJson = OutputOption.IsJson(result, output);
            if (watch is not null && result.GetValue(watch))
                return WatchOption.RunAsync(client, model, untilSettled, asJson, writer, cancellationToken);
            if (asJson)
                RolloutReport.WriteJson(model, writer);
            else
                write(model, writer);
            return Task.FromResult(ExitCodes.Ok);
        });
    }
}
