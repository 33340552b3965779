using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Api;
using Slipway.Cli.Checking;
using Slipway.Kubernetes.Client;

namespace Slipway.Cli.Commands;

/// <summary><c>slipway check</c>: is the installation in order? Also what <c>helm test</c> runs.</summary>
internal sealed class CheckCommand
{
    private readonly ClusterOptions cluster = new();

    private readonly Option<Uri?> operatorUrl = new("--operator-url")
    {
        Description = "Where the operator answers, for example http://slipway:8080. Default: it is not asked",
        HelpName = "URL",
        CustomParser = ParseUrl,
    };

    private readonly Option<string[]> namespaces = new("--namespaces")
    {
        Description = "Namespace to check rights in (repeat for more). Default: all",
        HelpName = "NAME",
        DefaultValueFactory = _ => [],
    };

    public static Command Create()
    {
        var check = new CheckCommand();
        var command = new Command("check", "Check an installation: the API server, the definition of ModelDeployment, rights, the operator.") { check.operatorUrl, check.namespaces };
        check.cluster.AddTo(command);
        command.SetAction(check.RunAsync);
        return command;
    }

    private static Uri? ParseUrl(ArgumentResult argument)
    {
        var text = argument.Tokens.Single().Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            return url;
        argument.AddError($"'{text}' is not an http or https address.");
        return null;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var configuration = cluster.Load(result);
        ApiRegistration.Register();
        await using var services = new ServiceCollection().AddKubernetesClient(configuration).BuildServiceProvider();
        var installation = new Installation(services.GetRequiredService<IKubernetesClient>(), configuration.Server, result.GetValue(operatorUrl));
        var output = result.InvocationConfiguration.Output;
        var failed = 0;
        await foreach (var finding in installation.CheckAsync(result.GetRequiredValue(namespaces), cancellationToken))
        {
            await output.WriteLineAsync($"{(finding.IsGood ? "ok  " : "FAIL")}  {finding.Subject}: {finding.Message}");
            failed += finding.IsGood ? 0 : 1;
        }
        return failed == 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }
}
