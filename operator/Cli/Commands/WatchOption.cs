using System.CommandLine;
using System.Runtime.InteropServices;
using Slipway.Api;
using Slipway.Cli.Rollouts;
using Slipway.Kubernetes.Client;
using Spectre.Console;

namespace Slipway.Cli.Commands;

/// <summary><c>--watch</c>: a picture that follows the model on a terminal; a line, or JSON, for each change elsewhere.</summary>
internal static class WatchOption
{
    public static Option<bool> Create(bool untilSettled) => new("--watch", "-w")
    {
        Description = untilSettled
            ? "Follow it until the rollout is through or given up (exit code 1): a live picture on a terminal, a line for each change elsewhere"
            : "Follow it until Ctrl-C: a live picture on a terminal, a line for each change elsewhere",
    };

    public static async Task<int> RunAsync(
        IKubernetesClient client, ModelDeployment model, bool untilSettled, bool asJson, TextWriter writer, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // The picture hides the cursor; whoever interrupts it gets that back.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        });
        var console = Terminal.Console(writer);
        if (asJson || !console.Profile.Out.IsTerminal)
        {
            IModelView view = asJson ? new JsonView(writer) : new LineView(writer);
            return await new ModelWatch(client, view, TimeProvider.System).RunAsync(model, untilSettled, stop.Token);
        }

        return await console.Live(RolloutPicture.Draw(model, TimeProvider.System.GetUtcNow()))
            .StartAsync(live => new ModelWatch(client, new LiveView(live), TimeProvider.System).RunAsync(model, untilSettled, stop.Token));
    }
}
