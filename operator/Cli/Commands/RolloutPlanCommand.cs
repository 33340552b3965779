using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Api;
using Slipway.Cli.Local.Files;
using Slipway.Cli.Rollouts.Planning;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Serialization;
using Slipway.Planning.Rollouts.Preview;

namespace Slipway.Cli.Commands;

/// <summary><c>slipway rollout plan -f FILE</c>: what applying a file would lead to, and whether there is room. Changes nothing.</summary>
internal sealed class RolloutPlanCommand
{
    private readonly ClusterOptions cluster = new();

    private readonly Option<string> file = new("--filename", "-f") { Description = "Manifest with ModelDeployments; -: standard input", HelpName = "FILE", Required = true };

    private readonly Option<string?> inNamespace =
        new("--namespace", "-n") { Description = "Namespace of objects that name none. Default: that of the context", HelpName = "NAME" };

    private readonly Option<string?> output = OutputOption.Create();

    public static Command Create()
    {
        var plan = new RolloutPlanCommand();
        var command = new Command("plan", "Show what applying a file would lead to, and whether there is room; exit code 2 when there is none. Changes nothing.")
        {
            plan.file, plan.inNamespace, plan.output,
        };
        plan.cluster.AddTo(command);
        command.SetAction(plan.RunAsync);
        return command;
    }

    /// <summary>Plans all models of a file; text for people, or one JSON array.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    internal static async Task<int> PlanAsync(
        IKubernetesClient client, IReadOnlyList<ModelDeployment> models, bool asJson, InvocationConfiguration invocation, CancellationToken cancellationToken)
    {
        var previews = new List<RolloutPreview>();
        foreach (var model in models)
        {
            var observer = new PlanObserver(client);
            var observation = await observer.ObserveAsync(model, cancellationToken);
            var settings = await observer.SettingsAsync(observation.Model, cancellationToken);
            previews.Add(RolloutPreviewer.Preview(observation, settings, TimeProvider.System.GetUtcNow()));
            foreach (var note in observer.Notes)
                await invocation.Error.WriteLineAsync($"{ProgramName.Current}: {note}");
        }

        if (asJson)
            PlanReport.WriteJson(previews, invocation.Output);
        else
            previews.ForEach(preview => PlanReport.Write(preview, invocation.Output));
        if (previews.Exists(preview => preview.Kind == PreviewKind.Refused))
            return ExitCodes.Failed;
        return previews.TrueForAll(preview => preview.Fits) ? ExitCodes.Ok : ExitCodes.NoRoom;
    }

    /// <summary>The models of a manifest, and what is wrong with it.</summary>
    internal static (IReadOnlyList<ModelDeployment> Models, IReadOnlyList<ManifestError> Errors) Read(ManifestFile manifest, string? @namespace)
    {
        var (documents, unreadable) = ManifestReader.Read(manifest);
        var rules = new ManifestRules();
        var ours = documents.Where(document => document.Kind == ModelDeployment.KindName).ToList();
        List<ManifestError> errors = [.. unreadable, .. ours.SelectMany(rules.Check), .. ours.Where(document => document.Name.Length == 0).Select(Nameless)];
        if (errors.Count == 0 && ours.Count == 0)
            errors.Add(new ManifestError(manifest.Path, 1, "no ModelDeployment"));
        return errors.Count > 0 ? ([], errors) : ([.. ours.Select(document => Model(document.Body, @namespace))], []);
    }

    private static ManifestError Nameless(ManifestDocument document) => document.ErrorAt("metadata.name", "is required");

    private static ModelDeployment Model(JsonObject body, string? @namespace)
    {
        var model = body.Deserialize(KubernetesJson.TypeInfo<ModelDeployment>())!;
        model.Metadata.Namespace ??= @namespace ?? "default";
        return model;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var configuration = cluster.Load(result);
        var invocation = result.InvocationConfiguration;
        ApiRegistration.Register();
        var (models, errors) = Read(await FileAsync(result.GetRequiredValue(file), cancellationToken), result.GetValue(inNamespace) ?? configuration.Namespace);
        foreach (var error in errors)
            await invocation.Error.WriteLineAsync(error.ToString());
        if (errors.Count > 0)
            return ExitCodes.Failed;
        await using var services = new ServiceCollection().AddKubernetesClient(configuration).BuildServiceProvider();
        try
        {
            return await PlanAsync(services.GetRequiredService<IKubernetesClient>(), models, OutputOption.IsJson(result, output), invocation, cancellationToken);
        }
        catch (Exception error) when (error is KubernetesApiException or HttpRequestException)
        {
            await invocation.Error.WriteLineAsync($"{ProgramName.Current}: {error.Message}");
            return ExitCodes.Failed;
        }
    }

    private static async Task<ManifestFile> FileAsync(string path, CancellationToken cancellationToken)
    {
        if (path == "-")
            return new ManifestFile("standard input", await Console.In.ReadToEndAsync(cancellationToken));
        try
        {
            return new ManifestFile(path, await File.ReadAllTextAsync(path, cancellationToken));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new ManifestFile(path, "", fault.Message);
        }
    }
}
