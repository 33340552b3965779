using System.CommandLine;
using Slipway.Api;
using Slipway.Cli.Rollouts;

namespace Slipway.Cli.Commands;

/// <summary><c>slipway rollout …</c>: what a rollout is doing, and a person's word to it. The spec is never edited.</summary>
internal static class RolloutCommand
{
    public static Command Create() => new("rollout", "Look at the rollout of a new version, and steer it.")
    {
        StatusCommand.Following("status", "Show where the rollout is, and the latest verdicts.", RolloutReport.WriteRollout, untilSettled: true),
        StatusCommand.Showing("history", "Show the versions that are kept.", RolloutReport.WriteHistory),
        RolloutPlanCommand.Create(),
        Promote(),
        Wishing("pause", "Stop at the present share until someone promotes.", _ => RolloutActions.Pause),
        Wishing("abort", "Give the new version up; it is not tried again until the spec changes.", _ => RolloutActions.Abort),
        Wishing("retry", "Try a version again that was given up or rolled back.", _ => RolloutActions.Retry),
        Undo(),
    };

    private static Command Promote()
    {
        var full = new Option<bool>("--full") { Description = "Skip all remaining steps" };
        var command = Wishing("promote", "Go on to the next step, also from a pause.", result => result.GetValue(full) ? RolloutActions.PromoteFull : RolloutActions.Promote);
        command.Options.Add(full);
        return command;
    }

    private static Command Undo()
    {
        var to = new Option<string>("--to") { Description = "Version or revision to go back to; see history", HelpName = "VERSION", Required = true };
        var command = Wishing("undo", "Go back to a kept version, whatever the spec says.", result => RolloutActions.RollbackPrefix + result.GetRequiredValue(to));
        command.Options.Add(to);
        return command;
    }

    private static Command Wishing(string name, string description, Func<ParseResult, string> action)
    {
        var timeout = new Option<int>("--timeout")
        {
            Description = "Seconds to wait for the operator's answer; 0: do not wait. Default 30",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => 30,
        };
        return ModelArguments.With(new Command(name, description) { timeout }, async (client, model, result, cancellationToken) =>
        {
            var wish = new RolloutWish(client, TimeProvider.System);
            var answer = await wish.SendAsync(model, action(result), TimeSpan.FromSeconds(Math.Clamp(result.GetValue(timeout), 0, 3600)), cancellationToken);
            await result.InvocationConfiguration.Output.WriteLineAsync(answer ?? "The operator has not answered yet; slipway rollout status shows its answer.");
            return ExitCodes.Ok;
        });
    }
}
