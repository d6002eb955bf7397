module application {
    requires org.zhaoku.verifier;
}
