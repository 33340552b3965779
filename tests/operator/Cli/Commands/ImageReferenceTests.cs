using Slipway.Cli.Commands;

namespace Slipway.Cli.Tests.Commands;

public sealed class ImageReferenceTests
{
    private const string Digest = "@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("slipway-runtime:0.1.0")]
    [InlineData("registry.local/slipway-runtime:0.1.0-df520c9a1cdc")]
    [InlineData("registry.example.com:5000/ml/slipway-runtime:1")]
    [InlineData("registry.example.com/runtime" + Digest)]
    [InlineData("registry.example.com:5000/runtime:latest" + Digest)]
    public void Pins_by_tag_or_digest(string image) => ImageReference.Fault(image).ShouldBeNull();

    [Theory]
    [InlineData("runtime", "names no version")]
    [InlineData("registry.example.com:5000/runtime", "names no version")]
    [InlineData("runtime:latest", "names no version")]
    [InlineData("runtime@sha256:abc", "is not the name")]
    [InlineData("Run Time:1", "is not the name")]
    [InlineData("runtime:1 --privileged", "is not the name")]
    public void Refuses_what_could_move(string image, string expected) => ImageReference.Fault(image)!.ShouldContain(expected);
}
