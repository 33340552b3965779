using System.CommandLine;
using Slipway.Cli.Generation;
using Slipway.Kubernetes.Generation;

namespace Slipway.Cli.Commands;

/// <summary><c>slipway generate crds|rbac</c>: files made from the code.</summary>
internal static class GenerateCommand
{
    public static Command Create() => new("generate", "Write the files that are made from the code.")
    {
        Writing("crds", "Write the CustomResourceDefinitions.", GeneratedFiles.Crds),
        Writing("rbac", "Write the rights that the operator needs, as a ClusterRole.", GeneratedFiles.Rbac),
    };

    private static Command Writing(string name, string description, Func<IEnumerable<Manifest>> manifests)
    {
        var output = new Option<DirectoryInfo>("--output", "-o")
        {
            Description = "Folder to write to; it is created when missing",
            HelpName = "DIR",
            Required = true,
        };
        var command = new Command(name, description) { output };
        command.SetAction(async (result, cancellationToken) =>
        {
            var folder = result.GetRequiredValue(output);
            folder.Create();
            foreach (var manifest in manifests())
            {
                var path = Path.Join(folder.FullName, manifest.FileName);
                await File.WriteAllTextAsync(path, manifest.ToYaml(), cancellationToken);
                await result.InvocationConfiguration.Output.WriteLineAsync(path);
            }
            return ExitCodes.Ok;
        });
        return command;
    }
}
