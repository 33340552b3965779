using System.Text.Json;

namespace Slipway.Api.Validation;

/// <summary>
/// Containers: further ones may be added, but the runtime's keeps its program and its security; no container takes variables by
/// which a loader runs foreign code.
/// </summary>
internal static class ContainerRules
{
    private const string RuntimeName = "runtime";

    private static readonly HashSet<string> AllowedForRuntime = new(StringComparer.Ordinal)
    {
        "env", "imagePullPolicy", "name", "securityContext", "volumeMounts",
    };

    private static readonly string[] LoaderVariables =
        ["LD_", "DOTNET_STARTUP_HOOKS", "DOTNET_ADDITIONAL_DEPS", "DOTNET_SHARED_STORE", "CORECLR_", "COR_", "DOTNET_DiagnosticPorts"];

    public static IEnumerable<ValidationError> Check(JsonElement pod, string path) =>
        CheckList(pod, "containers", path).Concat(CheckList(pod, "initContainers", path));

    private static IEnumerable<ValidationError> CheckList(JsonElement pod, string list, string path)
    {
        foreach (var error in pod.MustBeObjects(list, path))
            yield return error;
        foreach (var (container, at) in pod.Items(list, path))
        {
            if (container.ValueKind != JsonValueKind.Object)
                continue;
            var name = container.Text("name");
            if (name is null)
                yield return new(at, "must have a name");
            var errors = name == RuntimeName && list == "containers" ? CheckRuntime(container, at) : CheckOther(container, at);
            var further = PodSecurityRules.CheckContainer(container, at)
                .Concat(CheckVariables(container, at))
                .Concat(container.MustBeObjects("volumeMounts", at));
            foreach (var error in errors.Concat(further))
                yield return error;
        }
    }

    private static IEnumerable<ValidationError> CheckRuntime(JsonElement container, string path) =>
        container.EnumerateObject().Where(field => !AllowedForRuntime.Contains(field.Name))
            .Select(field => new ValidationError($"{path}.{field.Name}", Replacement(field.Name)))
            .Concat(CheckRuntimeMounts(container, path));

    private static string Replacement(string field) => field switch
    {
        "image" => "set spec.runtime.image instead",
        "resources" => "set spec.resources instead",
        _ => "the runtime's container keeps what the operator gives it",
    };

    private static IEnumerable<ValidationError> CheckRuntimeMounts(JsonElement container, string path)
    {
        string[] ours = ["/etc/slipway", "/mnt/models", "/dev", "/proc", "/app"];
        foreach (var (mount, at) in container.Items("volumeMounts", path))
        {
            var target = mount.Text("mountPath")?.TrimEnd('/') ?? "";
            if (target.Length == 0 || ours.Any(folder => target == folder || target.StartsWith($"{folder}/", StringComparison.Ordinal)))
                yield return new($"{at}.mountPath", "this path of the runtime's container is the operator's");
        }
    }

    private static IEnumerable<ValidationError> CheckOther(JsonElement container, string path)
    {
        if (string.IsNullOrEmpty(container.Text("image")))
            yield return new($"{path}.image", "an added container needs an image");
        foreach (var (port, at) in container.Items("ports", path))
        {
            if (port.Member("hostPort") is not null)
                yield return new($"{at}.hostPort", "replicas do not open ports of the node");
        }
    }

    private static IEnumerable<ValidationError> CheckVariables(JsonElement container, string path)
    {
        foreach (var error in container.MustBeObjects("env", path))
            yield return error;
        foreach (var (variable, at) in container.Items("env", path))
        {
            var name = variable.Text("name") ?? "";
            if (LoaderVariables.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
                yield return new(at, $"the variable {name} could make the runtime load foreign code");
        }

        // Variables from a whole Secret or ConfigMap cannot be checked by name.
        if (container.Member("envFrom") is not null && container.Text("name") != RuntimeName)
            yield return new($"{path}.envFrom", "name each variable under env instead");
    }
}
