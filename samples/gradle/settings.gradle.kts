rootProject.name = "partition-test"
