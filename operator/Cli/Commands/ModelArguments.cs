using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Api;
using Slipway.Kubernetes.Client;

namespace Slipway.Cli.Commands;

/// <summary>Names one ModelDeployment on the command line, and finds it.</summary>
internal sealed class ModelArguments
{
    private readonly ClusterOptions cluster = new();

    private readonly Argument<string> name = new("name") { Description = "Name of the ModelDeployment" };

    private readonly Option<string?> inNamespace = new("--namespace", "-n") { Description = "Namespace of it. Default: that of the context", HelpName = "NAME" };

    /// <summary>A command about one model.</summary>
    /// <param name="command">The command to extend.</param>
    /// <param name="run">Does it; returns one of <see cref="ExitCodes"/>.</param>
    public static Command With(Command command, Func<IKubernetesClient, ModelDeployment, ParseResult, CancellationToken, Task<int>> run)
    {
        var arguments = new ModelArguments();
        command.Arguments.Add(arguments.name);
        command.Options.Add(arguments.inNamespace);
        arguments.cluster.AddTo(command);
        command.SetAction((result, cancellationToken) => arguments.RunAsync(run, result, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(
        Func<IKubernetesClient, ModelDeployment, ParseResult, CancellationToken, Task<int>> run, ParseResult result, CancellationToken cancellationToken)
    {
        var configuration = cluster.Load(result);
        ApiRegistration.Register();
        await using var services = new ServiceCollection().AddKubernetesClient(configuration).BuildServiceProvider();
        var client = services.GetRequiredService<IKubernetesClient>();
        var wanted = result.GetRequiredValue(name);
        var within = result.GetValue(inNamespace) ?? configuration.Namespace;
        try
        {
            if (await client.GetAsync<ModelDeployment>(wanted, within, cancellationToken) is { } model)
                return await run(client, model, result, cancellationToken);
            await result.InvocationConfiguration.Error.WriteLineAsync($"{ProgramName.Current}: there is no ModelDeployment {wanted} in namespace {within}.");
        }
        catch (Exception error) when (error is KubernetesApiException or HttpRequestException)
        {
            await result.InvocationConfiguration.Error.WriteLineAsync($"{ProgramName.Current}: {error.Message}");
        }

        return ExitCodes.Failed;
    }
}
