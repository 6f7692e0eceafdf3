namespace Konnect.Modules.Sinful.Tests;

public sealed class BluntTests
{
    [Fact]
    public void It_is_there() => true.ShouldBeTrue();
}

public sealed class CredulousTests
{
    [Fact]
    public void It_is_there() => true.ShouldBeTrue();
}

public sealed class CrowdTests
{
    [Fact]
    public void It_is_there() => true.ShouldBeTrue();
}

public sealed class CuriousTests
{
    [Fact]
    public void It_is_there() => true.ShouldBeTrue();
}

public sealed class FirstOfTwoTests
{
    [Fact]
    public void It_is_there() => true.ShouldBeTrue();
}

public sealed class LooseTests
{
    [Fact]
    public void It_is_there() => true.ShouldBeTrue();
}

public sealed class NeedyTests
{
    [Fact]
    public void It_is_there() => true.ShouldBeTrue();
}

public sealed class NosyTests
{
    [Fact]
    public void It_is_there() => true.ShouldBeTrue();
}

public sealed class PretenderTests
{
    [Fact]
    public void It_is_there() => true.ShouldBeTrue();
}

public sealed class SecondOfTwoTests
{
    [Fact]
    public void It_is_there() => true.ShouldBeTrue();
}

public sealed class ShrugTests
{
    [Fact]
    public void It_is_there() => true.ShouldBeTrue();
}

public sealed class TooHighTests
{
    [Fact]
    public void It_is_there() => true.ShouldBeTrue();
}

public sealed class TooLateTests
{
    [Fact]
    public void It_is_there() => true.ShouldBeTrue();
}

public sealed class TwiceTests
{
    [Fact]
    public void It_is_there() => true.ShouldBeTrue();
}

public sealed class UnguardedTests
{
    [Fact]
    public void It_is_there() => true.ShouldBeTrue();
}

public sealed class VagueTests
{
    [Fact]
    public void It_is_there() => true.ShouldBeTrue();
}
