namespace Slipway.EndToEnd.Harness;

/// <summary>What <c>make e2e</c> tells the tests about the cluster.</summary>
/// <param name="OperatorImage">Image of the operator, already on the node.</param>
/// <param name="RuntimeImage">Image of the runtime, already on the node.</param>
/// <param name="HostAddress">The address under which pods reach servers of the tests.</param>
public sealed record ClusterSettings(string OperatorImage, string RuntimeImage, string HostAddress)
{
    /// <exception cref="InvalidOperationException">A variable is missing: the tests were not started by <c>make e2e</c>.</exception>
    public static ClusterSettings FromEnvironment() =>
        new(Variable("OPERATOR_IMAGE"), Variable("RUNTIME_IMAGE"), Variable("SLIPWAY_HOST_ADDRESS"));

    private static string Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException($"{name} is not set. Run the end-to-end tests with 'make e2e'.");
}
